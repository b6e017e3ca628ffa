package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;

import com.sun.management.OperatingSystemMXBean;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 1 GiB from a vault to S3, proved, beside the upload of the same bytes in a local file by the SDK to the same server: by turns, in one
 * process. The two servers have processes of their own.
 */
final class S3Race {

    private static final long SIZE = Integer.getInteger("sinks.mib", 1024) * (long) MIB;
    private static final int ROUNDS = Integer.getInteger("sinks.rounds", 3);
    private static final long WIRE = Integer.getInteger("sinks.wire", 0) * 1_000_000L;
    private static final String ONLY = System.getProperty("sinks.only", "");

    private final ServerProcess s3;
    private final ServerProcess glacier;
    private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

    private S3Race(ServerProcess s3, ServerProcess glacier) {
        this.s3 = s3;
        this.glacier = glacier;
    }

    /** How late it is, and what the three processes have used until now, in seconds. */
    record Reading(double time, double client, double s3, double glacier) {}

    /** From one reading to another one. */
    private record Lap(Reading begun, Reading ended) {

        double rate() {
            return SIZE / 1e6 / (ended.time - begun.time);
        }

        /** Seconds of a processor for 10^9 bytes. */
        double cost(ToDoubleFunction<Reading> of) {
            return (of.applyAsDouble(ended) - of.applyAsDouble(begun)) * 1e9 / SIZE;
        }
    }

    /** Prints a row for each contestant, and the ratios of each pair. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("race");
        Path stored = Files.createDirectory(directory.resolve("s3"));
        try (ServerProcess s3 = ServerProcess.start(S3Program.class, stored.toString(), Long.toString(WIRE));
                ServerProcess glacier = glacier()) {
            Path file = directory.resolve("archive");
            write(file);
            S3Race race = new S3Race(s3, glacier);
            String endpoint = glacier.line("");
            String archive = glacier.line("archive photos ").split(" ")[0];
            try (S3Contestants all =
                    new S3Contestants(URI.create(s3.line("endpoint")), endpoint, file, race::reading)) {
                all.order(archive);
                race.run(all);
            }
            race.print();
        } finally {
            try (Stream<Path> left = Files.walk(directory)) {
                left.sorted(Comparator.reverseOrder()).toList().forEach(path -> path.toFile()
                        .delete());
            }
        }
    }

    private static ServerProcess glacier() throws IOException {
        List<String> options = new ArrayList<>(List.of("--archive", "photos=" + SIZE + ":1", "--job-time", "1ms"));
        if (WIRE > 0) {
            options.addAll(List.of("--rate", Long.toString(WIRE / 2)));
        }
        return ServerProcess.start(Main.class, options.toArray(String[]::new));
    }

    private static void write(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            Content.seeded(1, SIZE).writeTo(out, 0, SIZE);
        }
    }

    private Reading reading() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Reading(
                System.nanoTime() / 1e9,
                system.getProcessCpuTime() / 1e9,
                seconds(s3.processorTime()),
                seconds(glacier.processorTime()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** The first round is for the compiler. */
    private void run(S3Contestants contestants) throws Exception {
        for (int round = 0; round <= ROUNDS; round++) {
            for (var contestant : contestants.all().entrySet()) {
                if (contestant.getKey().contains(ONLY)) {
                    Reading[] readings = contestant.getValue().run();
                    Lap lap = new Lap(readings[0], readings[1]);
                    System.err.printf("[sinks] round %d, %s: %.1f MB/s%n", round, contestant.getKey(), lap.rate());
                    laps.computeIfAbsent(contestant.getKey(), key -> new ArrayList<>())
                            .add(lap);
                }
            }
        }
        laps.values().forEach(of -> of.remove(0));
    }

    private void print() {
        System.out.printf("| contestant | MB/s | CPU s/GB | of S3 | of Glacier |%n| --- | --- | --- | --- | --- |%n");
        laps.forEach((name, of) -> System.out.printf(
                "| %s | %.1f | %.2f | %.2f | %.2f |%n",
                name,
                median(of, Lap::rate),
                median(of, lap -> lap.cost(Reading::client)),
                median(of, lap -> lap.cost(Reading::s3)),
                median(of, lap -> lap.cost(Reading::glacier))));
        System.out.printf("%n| vault / SDK | least | median | most |%n| --- | --- | --- | --- |%n");
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
                "| %s | %.2f | %.2f | %.2f |%n", name, ratios[0], ratios[(ROUNDS - 1) / 2], ratios[ROUNDS - 1]);
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
