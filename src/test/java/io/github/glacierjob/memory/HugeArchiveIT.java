package io.github.glacierjob.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of 1 TiB is planned, started, interrupted and continued with the heap of a small one, including the
 * simulator.
 */
class HugeArchiveIT {

    private static final int CHUNKS = (int) (HugeArchiveChunks.SIZE >> 23);

    @TempDir
    Path directory;

    @Test
    void chunksContinueAtTheNextOneAndTheLastVerifiesTheWholeArchive() throws Exception {
        List<String> printed = run(HugeArchiveChunks.class, "128m");
        int[] first = chunks(printed.get(0), "range");
        int[] second = chunks(printed.get(1), "range");
        int[] third = chunks(printed.get(2), "whole");
        assertThat(first[0]).isZero();
        assertThat(second[0]).isEqualTo(first[1] + 1);
        assertThat(third[0]).isEqualTo(CHUNKS - 8);
        assertThat(third[1]).isEqualTo(CHUNKS - 1);
    }

    private static int[] chunks(String line, String proof) {
        Matcher chunks = Pattern.compile("chunks (\\d+) to (\\d+) of (\\d+), proof (\\w+)")
                .matcher(line);
        assertThat(chunks.matches()).as(line).isTrue();
        assertThat(chunks.group(3)).isEqualTo(Integer.toString(CHUNKS));
        assertThat(chunks.group(4)).isEqualTo(proof);
        return new int[] {Integer.parseInt(chunks.group(1)), Integer.parseInt(chunks.group(2))};
    }

    @Test
    void aFileContinuesAtItsMissingRanges() throws Exception {
        List<String> printed = run(HugeArchiveFile.class, "64m");
        long[] first = file(printed.get(0));
        long[] second = file(printed.get(1));
        assertThat(first[0]).isZero();
        assertThat(second[0]).isEqualTo(first[1]).isGreaterThanOrEqualTo(256L << 20);
        assertThat(second[2]).isGreaterThanOrEqualTo(second[1] - second[0]);
        assertThat(second[2] - (second[1] - second[0]))
                .as("what was in flight at the end of the second life")
                .isLessThanOrEqualTo(4L * (64 << 20));
    }

    private static long[] file(String line) {
        Matcher file =
                Pattern.compile("file from (\\d+) to (\\d+), sent (\\d+)").matcher(line);
        assertThat(file.matches()).as(line).isTrue();
        return new long[] {Long.parseLong(file.group(1)), Long.parseLong(file.group(2)), Long.parseLong(file.group(3))};
    }

    /** The output of the program without its last line, which is printed in the log of the build. */
    private List<String> run(Class<?> program, String heap) throws Exception {
        Path out = directory.resolve("out");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        Files.createDirectories(directory.resolve("work")).toString())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        List<String> lines = Files.readAllLines(out);
        MemoryReport.add("1 TiB, " + program.getSimpleName() + ", -Xmx" + heap, lines.get(lines.size() - 1));
        return lines.subList(0, lines.size() - 1);
    }
}
