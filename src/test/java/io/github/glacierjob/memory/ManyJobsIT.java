package io.github.glacierjob.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault that lists 100,000 completed jobs is consumed in a heap of 128 MiB; the simulator has a JVM of its own. */
class ManyJobsIT {

    private static final String JOBS = "100000";

    @TempDir
    Path directory;

    private ProcessBuilder java(String log, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-XX:+ExitOnOutOfMemoryError"));
        Stream.of(arguments).forEach(command::add);
        return new ProcessBuilder(command).redirectError(directory.resolve(log).toFile());
    }

    @Test
    void aHundredThousandJobsAreConsumedOnceEachInASmallHeap() throws Exception {
        Process vault =
                java("vault.log", "-Xmx1g", ManyJobsVault.class.getName(), JOBS).start();
        try (BufferedReader printed = vault.inputReader(StandardCharsets.UTF_8)) {
            String endpoint = printed.readLine();
            assertThat(endpoint)
                    .as(Files.readString(directory.resolve("vault.log")))
                    .isNotNull();

            List<String> lines = read(endpoint);

            assertThat(lines.get(0))
                    .startsWith(JOBS + " jobs, 0 twice, 2000 pages of the job list at first and 2000 after a restart");
            MemoryReport.add(lines.get(0) + ", -Xmx128m", lines.get(1));
        } finally {
            vault.destroy();
            assertThat(vault.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<String> read(String endpoint) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process reader = java("reader.log", "-Xmx128m", ManyJobsReader.class.getName(), endpoint, JOBS)
                .redirectOutput(out.toFile())
                .start();
        assertThat(reader.waitFor(18, TimeUnit.MINUTES)).isTrue();
        assertThat(reader.exitValue())
                .as(Files.readString(directory.resolve("reader.log")) + Files.readString(out))
                .isZero();
        return Files.readAllLines(out);
    }
}
