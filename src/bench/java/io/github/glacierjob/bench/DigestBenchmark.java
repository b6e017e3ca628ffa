package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * Case g: the cost of each digest, and the rate of a whole vault with and without digests on a wire of 100 MB/s, in a
 * process with {@code -Xmx96m}.
 */
final class DigestBenchmark {

    private static final int CHUNK = 8 << 20;
    private static final int CHUNKS = 64;

    void print(PrintStream out) throws IOException, InterruptedException {
        out.printf("%nCase g, digests%n%n| digest | CPU s/GB |%n| --- | --- |%n");
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            out.printf("| %s | %.2f |%n", algorithm, cpuPerGigabyte(Set.of(algorithm)));
        }
        out.printf("| all four | %.2f |%n", cpuPerGigabyte(EnumSet.allOf(DigestAlgorithm.class)));
        out.printf(
                "%n| outputMode | digests | MB/s from the first request, each round | MB/s from the first byte | CPU s/GB |%n"
                        + "| --- | --- | --- | --- | --- |%n");
        out.print(wire());
    }

    /** Measures the second of two passes, so that the compiler has done its work. */
    private static double cpuPerGigabyte(Set<DigestAlgorithm> algorithms) {
        byte[] chunk = new byte[CHUNK];
        new Random(1).nextBytes(chunk);
        long nanos = 0;
        for (int pass = 0; pass < 2; pass++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < CHUNKS; i++) {
                DigestRun.of(algorithms, chunk);
            }
            nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        }
        return nanos / ((double) CHUNK * CHUNKS);
    }

    private static String wire() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Dbench.mib=" + System.getProperty("bench.mib", "256"),
                        "-Dbench.rounds=" + System.getProperty("bench.rounds", "5"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-Dorg.slf4j.simpleLogger.log.io.github.glacierjob=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DigestWire.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The wire of 100 MB/s failed");
        }
        return printed;
    }
}
