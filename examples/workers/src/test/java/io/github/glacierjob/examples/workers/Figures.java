package io.github.glacierjob.examples.workers;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints the rates of one, two and four workers, if each connection has 20 MB/s and each answer begins after 50 ms. The
 * time is measured from the end of the job to the file under its name.
 */
public final class Figures {
    private static final int BYTES_PER_SECOND = 20_000_000;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int MIB = 1 << 20;

    private static final int PARALLELISM = Integer.getInteger("parallelism");
    private static final Content WARM_UP = Content.seeded(1, 64L * MIB);
    private static final Content ARCHIVE = Content.seeded(2, Long.getLong("mebibytes") * MIB);

    private Figures() {}

    public static void main(String[] args) throws Exception {
        System.out.printf("%d ranges in flight for each worker, %d MiB%n%n", PARALLELISM, ARCHIVE.size() / MIB);
        System.out.println("| workers | MB/s | × one worker |");
        System.out.println("| --- | --- | --- |");
        double one = 0;
        for (int workers : List.of(1, 2, 4)) {
            double rate = rate(workers);
            one = workers == 1 ? rate : one;
            System.out.printf(Locale.ROOT, "| %d | %.1f | %.2f |%n", workers, rate, rate / one);
        }
    }

    private static double rate(int workers) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "figures");
        try (Cluster cluster = new Cluster(
                directory,
                GlacierSimulator.builder()
                        .bytesPerSecondPerConnection(BYTES_PER_SECOND)
                        .firstByteLatency(LATENCY),
                "parallelism=" + PARALLELISM)) {
            cluster.startNode();
            for (int number = 1; number <= workers; number++) {
                cluster.startWorker("worker" + number);
            }
            cluster.awaitConsumers(workers * PARALLELISM);
            seconds(cluster, WARM_UP);
            return ARCHIVE.size() / 1e6 / seconds(cluster, ARCHIVE);
        } finally {
            delete(directory);
        }
    }

    private static double seconds(Cluster cluster, Content content) {
        String archive = cluster.glacier.addArchive("photos", content, "");
        cluster.glacier.treeHash(archive);
        long start = System.nanoTime();
        cluster.glacier.addArchiveJob("photos", archive);
        cluster.awaitArchive(archive);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
