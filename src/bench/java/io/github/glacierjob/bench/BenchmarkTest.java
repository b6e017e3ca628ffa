package io.github.glacierjob.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the benchmark. Every contestant of the small race must retrieve the right bytes, which the benchmark itself
 * compares.
 */
class BenchmarkTest {

    @TempDir
    Path directory;

    @Test
    void everyContestantOfTheSmallBenchmarksHasARow() throws Exception {
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

    @Test
    void anObservedRetrievalHasTwoFigures() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new LookingRace(directory, 3 << 20, 2, 0).print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Case o, 2 pairs")
                .containsPattern("looked at / nobody looks, of each pair( \\| \\d+\\.\\d{3}){3} \\|")
                .containsPattern("share of the time in which it works( \\| \\d+\\.\\d\\d%){3} \\|");
    }
}
