package io.github.glacierjob.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs, and every contestant of the small race brings the right bytes: the benchmark itself compares them. */
class BenchmarkTest {

    @TempDir
    Path directory;

    @Test
    void everyContestantOfTheSmallRacesHasARow() throws Exception {
        Path printed = directory.resolve("printed");
        Process benchmark = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbench.cases=su",
                        "-Dbench.rounds=1",
                        "-Dbench.forks=2",
                        "-Dbench.directory=" + directory,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmark.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(benchmark.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String table = Files.readString(printed);
        assertThat(benchmark.exitValue()).as(table).isZero();
        assertThat(table).contains("medians of 2 runs");
        assertThat(Race.s.contestants)
                .allSatisfy(contestant -> assertThat(table).containsPattern("\\| " + contestant + " \\| \\d+ \\|"));
        assertThat(Race.u.contestants).allSatisfy(contestant -> assertThat(table)
                .containsPattern("\\| " + contestant + " \\| \\d+ \\|.*% \\| [1-9]\\d? \\|"));
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(printed);
        }
    }
}
