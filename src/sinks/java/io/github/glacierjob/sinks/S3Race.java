package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 1 GiB from a vault to S3, proved, beside the upload of as many bytes in a local file by the SDK to the same server: by turns, each
 * contestant and each of the two servers in a process of its own.
 */
final class S3Race {

    private static final long SIZE = Integer.getInteger("sinks.mib", 1024) * (long) MIB;
    private static final int ROUNDS = Integer.getInteger("sinks.rounds", 3);
    private static final int WARM = Integer.getInteger("sinks.warm", 6);
    private static final long WIRE = Integer.getInteger("sinks.wire", 0) * 1_000_000L;
    private static final String ONLY = System.getProperty("sinks.only", "");

    /** The words by which a contestant reports the two ends of a lap, and that its object is deleted. */
    static final String BEGUN = "begun";

    static final String ENDED = "ended";
    static final String CLEARED = "cleared";

    private final OwnProcess s3;
    private final OwnProcess glacier;
    private final Map<String, OwnProcess> contestants = new LinkedHashMap<>();
    private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

    private S3Race(OwnProcess s3, OwnProcess glacier) {
        this.s3 = s3;
        this.glacier = glacier;
    }

    /** How late it is, and what a contestant and the two servers have used until now, in seconds. */
    private record Reading(double time, double client, double s3, double glacier) {}

    /** From one reading to another one. */
    private record Lap(Reading begun, Reading ended) {

        double rate() {
            return SIZE / 1e6 / (ended.time - begun.time);
        }

        /** Seconds of a processor for 10^9 bytes. */
        double cost(ToDoubleFunction<Reading> of) {
            return (of.applyAsDouble(ended) - of.applyAsDouble(begun)) * 1e9 / SIZE;
        }

        double costOfAll() {
            return cost(Reading::client) + cost(Reading::s3) + cost(Reading::glacier);
        }

        @Override
        public String toString() {
            return "%.1f MB/s, %.2f + %.2f + %.2f CPU s/GB"
                    .formatted(rate(), cost(Reading::client), cost(Reading::s3), cost(Reading::glacier));
        }
    }

    /** Prints a row for each contestant, and the ratios of each pair. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("race");
        Path stored = Files.createDirectory(directory.resolve("s3"));
        try (OwnProcess s3 = OwnProcess.server(S3Program.class, stored.toString(), Long.toString(WIRE));
                OwnProcess glacier = glacier()) {
            Path file = directory.resolve("archive");
            write(file);
            String endpoint = glacier.line("");
            S3Contestants.order(endpoint, archives(glacier));
            S3Race race = new S3Race(s3, glacier);
            try {
                race.start(s3.line("endpoint"), endpoint, file.toString());
                race.run();
            } finally {
                race.stop();
            }
            race.print();
        } finally {
            try (Stream<Path> left = Files.walk(directory)) {
                left.sorted(Comparator.reverseOrder()).toList().forEach(path -> path.toFile()
                        .delete());
            }
        }
    }

    private static OwnProcess glacier() throws IOException {
        List<String> options = new ArrayList<>(List.of("--job-time", "1ms"));
        for (int lap = 0; lap < WARM + ROUNDS; lap++) {
            options.addAll(List.of("--archive", "photos=" + SIZE + ":" + (1 + lap)));
        }
        if (WIRE > 0) {
            options.addAll(List.of("--rate", Long.toString(WIRE / 2)));
        }
        return OwnProcess.server(Main.class, options.toArray(String[]::new));
    }

    private static List<String> archives(OwnProcess glacier) throws IOException {
        List<String> archives = new ArrayList<>();
        for (int lap = 0; lap < WARM + ROUNDS; lap++) {
            archives.add(glacier.line("archive photos ").split(" ")[0]);
        }
        return archives;
    }

    private static void write(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            Content.seeded(1, SIZE).writeTo(out, 0, SIZE);
        }
    }

    private void start(String... arguments) throws IOException {
        for (String name : S3Contestants.names()) {
            if (name.contains(ONLY)) {
                List<String> all = new ArrayList<>(List.of(name));
                all.addAll(List.of(arguments));
                contestants.put(name, OwnProcess.program(S3Racer.class, all.toArray(String[]::new)));
                laps.put(name, new ArrayList<>());
            }
        }
    }

    private void stop() throws IOException {
        for (OwnProcess contestant : contestants.values()) {
            contestant.close();
        }
    }

    private Reading reading(OwnProcess contestant) {
        return new Reading(System.nanoTime() / 1e9, seconds(contestant), seconds(s3), seconds(glacier));
    }

    private static double seconds(OwnProcess process) {
        return process.processorTime().toNanos() / 1e9;
    }

    /** The first rounds are for the compilers. */
    private void run() throws Exception {
        for (int round = 1 - WARM; round <= ROUNDS; round++) {
            for (var contestant : contestants.entrySet()) {
                Lap lap = lap(contestant.getValue());
                System.err.printf("[sinks] round %d, %s: %s%n", round, contestant.getKey(), lap);
                if (round > 0) {
                    laps.get(contestant.getKey()).add(lap);
                }
            }
        }
    }

    private Lap lap(OwnProcess contestant) throws IOException {
        contestant.send("go");
        contestant.line(BEGUN);
        Reading begun = reading(contestant);
        contestant.line(ENDED);
        Lap lap = new Lap(begun, reading(contestant));
        contestant.line(CLEARED);
        return lap;
    }

    private void print() {
        System.out.printf("| contestant | MB/s | CPU s/GB | of S3 | of Glacier | of all |%n"
                + "| --- | --- | --- | --- | --- | --- |%n");
        laps.forEach((name, of) -> System.out.printf(
                "| %s | %.1f | %.2f | %.2f | %.2f | %.2f |%n",
                name,
                median(of, Lap::rate),
                median(of, lap -> lap.cost(Reading::client)),
                median(of, lap -> lap.cost(Reading::s3)),
                median(of, lap -> lap.cost(Reading::glacier)),
                median(of, Lap::costOfAll)));
        System.out.printf("%n| vault / SDK | least | median | most | CPU of all, SDK / vault |%n"
                + "| --- | --- | --- | --- | --- |%n");
        laps.keySet().stream()
                .filter(name -> laps.containsKey(S3Contestants.rival(name)))
                .forEach(name -> ratios(name, laps.get(name), laps.get(S3Contestants.rival(name))));
    }

    private static void ratios(String name, List<Lap> vault, List<Lap> sdk) {
        double[] ratios = IntStream.range(0, ROUNDS)
                .mapToDouble(i -> vault.get(i).rate() / sdk.get(i).rate())
                .sorted()
                .toArray();
        System.out.printf(
                "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                name,
                ratios[0],
                ratios[(ROUNDS - 1) / 2],
                ratios[ROUNDS - 1],
                median(sdk, Lap::costOfAll) / median(vault, Lap::costOfAll));
    }

    private static double median(List<Lap> laps, ToDoubleFunction<Lap> of) {
        return laps.stream()
                .mapToDouble(of)
                .sorted()
                .skip((laps.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
