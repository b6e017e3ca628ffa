package io.github.glacierjob.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how often G1 collects garbage, in a JVM with a small heap. */
class ManyChunksTest {

    @TempDir
    Path directory;

    @Test
    void manyThreadsCauseNoMoreGarbageCollectionsThanOne() throws Exception {
        long one = collections(1, 1600);

        assertThat(collections(16, 100))
                .as("collections for 1600 chunks of 16 threads; one thread had " + one)
                .isPositive()
                .isLessThan(one * 3 / 2);
    }

    private long collections(int threads, int chunks) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors.log");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseG1GC",
                        "-Xms256m",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyChunks.class.getName(),
                        Integer.toString(threads),
                        Integer.toString(chunks))
                .redirectError(errors.toFile())
                .start();
        try (var printed = program.inputReader(StandardCharsets.UTF_8)) {
            String line = printed.readLine();
            assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(line).as(Files.readString(errors)).isNotNull();
            return Long.parseLong(line);
        } finally {
            program.destroyForcibly();
        }
    }
}
