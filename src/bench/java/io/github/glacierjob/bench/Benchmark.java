package io.github.glacierjob.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the contestants retrieve the same archives from the same simulator, one after the other and several times, each in a
 * separate process, and prints the medians. System properties: {@code bench.cases} (default abcd), {@code bench.rounds} (default 5),
 * {@code bench.mib} (the archive of case g in MiB, default 256),
 * {@code bench.forks} (how many processes each contestant has, one after the other, each for all of those rounds; default 1),
 * {@code bench.only} (names of contestants, default all), {@code bench.directory} (default the temporary one),
 * {@code bench.warmup} (least seconds, default the case's), {@code bench.jvm} (options of the contestants' JVM, default
 * -Xms512m -Xmx512m, to which the profile adds large pages), {@code bench.mtglacier} (the script of mt-aws-glacier, default
 * none). Three cases have no contestants: case l loads a ledger ({@link LedgerBenchmark}), case g measures digests
 * ({@link DigestBenchmark}), and case o measures a retrieval with and without views ({@link LookingRace}).
 */
public final class Benchmark {

    private final Race race;
    private final Path directory;
    private final Map<Contestant, RacerProcess> racers = new EnumMap<>(Contestant.class);
    private final Map<Contestant, List<Figures>> runs = new EnumMap<>(Contestant.class);

    private Benchmark(Race race, Path directory) {
        this.race = race;
        this.directory = directory;
    }

    /** Runs the cases. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(
                Path.of(System.getProperty("bench.directory", System.getProperty("java.io.tmpdir"))), "bench");
        for (String name : System.getProperty("bench.cases", "abcd").split("")) {
            if (name.equals("l")) {
                new LedgerBenchmark(directory).print(System.out);
                continue;
            }
            if (name.equals("g")) {
                new DigestBenchmark().print(System.out);
                continue;
            }
            if (name.equals("o")) {
                new LookingRace(directory, 1 << 30, Integer.getInteger("bench.rounds", 5), 12).print(System.out);
                continue;
            }
            Benchmark benchmark = new Benchmark(Race.valueOf(name), directory);
            benchmark.run(Integer.getInteger("bench.forks", 1), Integer.getInteger("bench.rounds", 5));
        }
        Files.delete(directory);
    }

    /** The speed of a JVM also depends on luck: the compiler does not always produce the same code. */
    private void run(int forks, int rounds) throws IOException {
        for (int fork = 0; fork < forks; fork++) {
            run(rounds);
        }
        new Table(race, runs).print(System.out);
    }

    private void run(int rounds) throws IOException {
        try {
            for (Contestant contestant : wanted()) {
                racers.put(contestant, warm(contestant));
            }
            for (int round = 0; round < rounds; round++) {
                for (Contestant contestant : racers.keySet()) {
                    runs.computeIfAbsent(contestant, c -> new ArrayList<>()).add(race(contestant));
                }
            }
        } finally {
            racers.values().forEach(RacerProcess::close);
            racers.clear();
        }
    }

    private List<Contestant> wanted() {
        String only = System.getProperty("bench.only", "");
        return race.contestants.stream()
                .filter(one -> one != Contestant.mtGlacier || MtGlacierRetrieval.isInstalled())
                .filter(one -> only.isEmpty() || List.of(only.split(",")).contains(one.name()))
                .toList();
    }

    private RacerProcess warm(Contestant contestant) throws IOException {
        try (Outputs warmUps = outputs(new Race.Wire(0, 0, 0, race.wire.tls()), contestant)) {
            return new RacerProcess(contestant, race, warmUps);
        }
    }

    private Figures race(Contestant contestant) throws IOException {
        try (Outputs outputs = outputs(race.wire, contestant)) {
            return outputs.race(racers.get(contestant), race);
        }
    }

    private Outputs outputs(Race.Wire wire, Contestant contestant) throws IOException {
        return new Outputs(wire, race.load.archives(), race.load.sizeFor(contestant), directory);
    }
}
