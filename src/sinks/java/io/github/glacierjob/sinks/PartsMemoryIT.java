package io.github.glacierjob.sinks;

import static io.github.glacierjob.sinks.Vault.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chunks that are uploaded to S3, with digests and proofs, need the memory of {@code chunkSize} x ({@code parallelism}
 * + 1).
 */
class PartsMemoryIT {

    private static final int CHUNK = 16 * MIB;
    private static final int CHUNKS = 8;

    /** Three chunks, and the memory of the program without them. A fourth chunk would not fit. */
    private static final String HEAP = "-Xmx80m";

    @TempDir
    private Path directory;

    @Test
    void aHeapOfThreeChunksIsEnoughForTwoRangesAndTheChunkInTheRoute() throws Exception {
        try (S3Server s3 = S3Server.start(Files.createDirectory(directory.resolve("s3")));
                GlacierSimulator glacier = GlacierSimulator.start()) {
            glacier.createVault("photos");
            Content content = Content.seeded(1, (long) CHUNK * CHUNKS - 5);
            String archive = glacier.addArchive("photos", content, null);
            glacier.completeJob(glacier.addArchiveJob("photos", archive));
            glacier.completeJob(glacier.addInventoryJob("photos", "JSON"));

            List<String> printed =
                    run(glacier.endpoint().toString(), s3.endpoint().toString());

            assertThat(s3.client()
                            .headObject(head -> head.bucket("archive").key(archive))
                            .contentLength())
                    .isEqualTo(content.size());
            String last = printed.get(printed.size() - 1);
            long heap = Long.parseLong(last.replace("heap ", ""));
            System.out.printf(
                    "[sinks] memory: chunks of 16 MiB to S3, %s: %d MiB after a collection%n", HEAP, heap >> 20);
            assertThat(heap).isBetween(1L, 80L * MIB);
        }
    }

    private List<String> run(String glacier, String s3) throws Exception {
        Path out = directory.resolve("out");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=8m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PartsProgram.class.getName(),
                        glacier,
                        s3,
                        "concurrentJobs=1&parallelism=2&chunkSize=" + CHUNK,
                        Integer.toString(CHUNKS))
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readAllLines(out);
    }
}
