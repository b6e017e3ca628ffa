package io.github.glacierjob.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An archive of 4 GiB is consumed in a heap of 128 MiB with the default options; the simulator has a JVM of its own.
 */
class LargeArchiveIT {

    private static final long SIZE = 4L << 30;
    private static final long SEED = 20120821;

    @TempDir
    Path directory;

    private Process simulator;
    private BufferedReader printed;
    private String endpoint;
    private String archive;

    @BeforeEach
    void startTheSimulator() throws IOException {
        simulator = java(
                        "simulator.log",
                        "-Xmx128m",
                        Main.class.getName(),
                        "--archive",
                        "photos=" + SIZE + ":" + SEED,
                        "--job-time",
                        "1ms")
                .start();
        printed = simulator.inputReader(StandardCharsets.UTF_8);
        endpoint = printed.readLine();
        archive = printed.readLine().split(" ")[2];
    }

    @AfterEach
    void stopTheSimulator() throws Exception {
        simulator.destroy();
        assertThat(simulator.waitFor(10, TimeUnit.SECONDS)).isTrue();
        printed.close();
    }

    private ProcessBuilder java(String log, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-XX:+ExitOnOutOfMemoryError"));
        Stream.of(arguments).forEach(command::add);
        return new ProcessBuilder(command).redirectError(directory.resolve(log).toFile());
    }

    @ParameterizedTest
    @CsvSource({"chunks,128m", "stream,128m", "file,64m"})
    void fourGibibytesNeedOnlyASmallHeap(String mode, String heap) throws Exception {
        Path verdict = directory.resolve("verdict");
        Process reader = java(
                        "reader.log",
                        "-Xmx" + heap,
                        LargeArchiveReader.class.getName(),
                        endpoint,
                        archive,
                        Long.toString(SIZE),
                        Long.toString(SEED),
                        mode.equals("file") ? "file&workDirectory=" + directory.resolve("work") : mode)
                .redirectOutput(verdict.toFile())
                .start();

        assertThat(reader.waitFor(4, TimeUnit.MINUTES)).isTrue();

        List<String> lines = Files.readAllLines(verdict);
        assertThat(lines.get(0))
                .as(Files.readString(directory.resolve("reader.log")))
                .contains("verdict " + mode, ": 4294967296 of 4294967296 bytes, all right");
        assertThat(reader.exitValue()).isZero();
        MemoryReport.add("4 GiB, " + mode + ", default options, -Xmx" + heap, lines.get(1));
    }
}
