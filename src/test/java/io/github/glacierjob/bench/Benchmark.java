package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets the contestants retrieve the same archives from the same simulator, in turn and several times, each in a process of its
 * own, and prints the medians. System properties: {@code bench.cases} (default abcd), {@code bench.rounds} (default 5),
 * {@code bench.only} (names of contestants, default all), {@code bench.directory} (default the temporary one),
 * {@code bench.warmup} (seconds, default the case's), {@code bench.jvm} (options of the contestants' JVM, default -Xms512m
 * -Xmx512m, to which the profile adds large pages), {@code bench.mtglacier} (the script of mt-aws-glacier, default none).
 */
public final class Benchmark {

    private static final int SEED = 20120821;
    private static final String VAULT = "bench";

    private final Race race;
    private final Path directory;
    private final GlacierSimulator simulator;
    private final GlacierSimulator free = GlacierSimulator.builder().start();

    private Benchmark(Race race, Path directory) {
        this.race = race;
        this.directory = directory;
        this.simulator = GlacierSimulator.builder()
                .bytesPerSecondPerConnection(race.wire.bytesPerSecond())
                .firstByteLatency(race.wire.latency())
                .start();
    }

    /** Runs the cases. */
    public static void main(String[] arguments) throws Exception {
        String cases = System.getProperty("bench.cases", "abcd");
        int rounds = Integer.getInteger("bench.rounds", 5);
        Path root = Files.createTempDirectory(
                Path.of(System.getProperty("bench.directory", System.getProperty("java.io.tmpdir"))), "bench");
        for (String name : cases.split("")) {
            Race race = Race.valueOf(name);
            Map<Contestant, List<Figures>> runs = new EnumMap<>(Contestant.class);
            for (int round = 0; round < rounds; round++) {
                for (Contestant contestant : wanted(race)) {
                    Figures figures = new Benchmark(race, Files.createTempDirectory(root, name)).run(contestant);
                    runs.computeIfAbsent(contestant, c -> new ArrayList<>()).add(figures);
                }
            }
            new Table(race, runs).print(System.out);
        }
        Files.delete(root);
    }

    private static List<Contestant> wanted(Race race) {
        String only = System.getProperty("bench.only", "");
        return race.contestants.stream()
                .filter(one -> one != Contestant.mtGlacier || MtGlacierRetrieval.isInstalled())
                .filter(one -> only.isEmpty() || List.of(only.split(",")).contains(one.name()))
                .toList();
    }

    private Figures run(Contestant contestant) throws Exception {
        try {
            List<Output> outputs = outputs(simulator, race.load.sizeFor(contestant));
            write(outputs, directory.resolve("outputs"));
            write(outputs(free, race.load.sizeFor(contestant)), directory.resolve("warmups"));
            Figures figures = measure(contestant, outputs);
            verify(outputs);
            return figures;
        } finally {
            simulator.close();
            free.close();
            Directories.clear(directory);
            Files.delete(directory);
        }
    }

    private List<Output> outputs(GlacierSimulator service, long size) {
        return IntStream.range(0, race.load.archives())
                .mapToObj(i -> output(service, size))
                .toList();
    }

    private static Output output(GlacierSimulator service, long size) {
        String archive = service.addArchive(VAULT, Content.seeded(SEED, size), null);
        String job = service.addArchiveJob(VAULT, archive);
        service.completeJob(job);
        return new Output(VAULT, job, archive, size, service.treeHash(archive));
    }

    private static void write(List<Output> outputs, Path file) throws IOException {
        Files.write(file, outputs.stream().map(Output::line).toList());
    }

    private Figures measure(Contestant contestant, List<Output> outputs) throws Exception {
        Process process = start(contestant);
        try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
            awaitReady(contestant, printed);
            if (race.wire.resets() > 0) {
                simulator.inject(race.wire.reset(race.ranges.chunkSize()));
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String line = printed.readLine();
            if (line == null || process.waitFor() != 0) {
                throw new IllegalStateException(contestant + " failed");
            }
            return figures(outputs, line.split(" "));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(Contestant contestant, BufferedReader printed) throws IOException {
        for (String line = ""; !line.equals("ready"); line = printed.readLine()) {
            if (line == null) {
                throw new IllegalStateException(contestant + " did not warm up");
            }
        }
    }

    private Process start(Contestant contestant) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(System.getProperty("bench.jvm", "-Xms512m -Xmx512m").split(" ")));
        command.addAll(List.of(
                "-Daws.java.v1.disableDeprecationAnnouncement=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-D" + MtGlacierRetrieval.SCRIPT + "=" + System.getProperty(MtGlacierRetrieval.SCRIPT, ""),
                "-cp",
                System.getProperty("java.class.path"),
                Racer.class.getName(),
                contestant.name(),
                directory.toString(),
                Integer.toString(race.ranges.chunkSize()),
                Integer.toString(race.ranges.parallelism()),
                Integer.getInteger("bench.warmup", race.load.warmUp()).toString(),
                free.endpoint().toString(),
                directory.resolve("warmups").toString(),
                simulator.endpoint().toString(),
                directory.resolve("outputs").toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Figures figures(List<Output> outputs, String[] printed) {
        List<RecordedRequest> requests = simulator.requests();
        return new Figures(
                outputs.stream().mapToLong(Output::size).sum(),
                Double.parseDouble(printed[0]),
                Double.parseDouble(printed[1]),
                Long.parseLong(printed[2]),
                requests.size(),
                requests.stream()
                        .mapToLong(RecordedRequest::connectionId)
                        .distinct()
                        .count(),
                requests.stream()
                        .filter(request -> request.path().endsWith("/output"))
                        .mapToLong(RecordedRequest::bytesSent)
                        .sum());
    }

    /** Who is fast and wrong does not take part. */
    private void verify(List<Output> outputs) throws IOException {
        byte[] buffer = new byte[LeafHasher.LEAF_SIZE];
        for (Output output : outputs) {
            LeafHasher hasher = new LeafHasher();
            try (InputStream in = Files.newInputStream(directory.resolve(output.jobId()))) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    hasher.update(buffer, 0, count);
                }
            }
            if (!hasher.finish().treeHash().equals(output.treeHash())) {
                throw new IllegalStateException("Wrong bytes of " + output);
            }
        }
    }
}
