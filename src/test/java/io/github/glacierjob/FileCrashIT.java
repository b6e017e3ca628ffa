package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed again and again brings its file home, and fetches nothing twice but what was in flight. */
class FileCrashIT {

    private static final int SIZE = 40 * MIB + 12345;
    private static final int KILLS = 6;
    private static final int PARALLELISM = 4;
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier(GlacierSimulator.builder().bytesPerSecondPerConnection(2L * MIB));
    private final Content content = Content.seeded(99, SIZE);

    @AfterEach
    void close() {
        glacier.close();
    }

    private Process fetcher(String job) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileFetcher.class.getName(),
                        glacier.simulator.endpoint().toString(),
                        job,
                        directory.toString(),
                        "photo.tar")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("fetcher.log").toFile())
                .start();
    }

    /** The Range headers of what is recorded. */
    private List<String> recorded() throws IOException {
        Path journal = directory.resolve("photo.tar.glacier-journal");
        if (Files.notExists(journal)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.map(line -> line.split(" "))
                    .filter(words -> words.length == 6 && words[0].equals("range"))
                    .map(words -> "bytes=" + words[1] + "-" + words[2])
                    .toList();
        }
    }

    private List<String> requested() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::range)
                .toList();
    }

    private void killAfterSomeRanges(String job) throws Exception {
        int before = recorded().size();
        Process fetcher = fetcher(job);
        await().atMost(LONG).until(() -> recorded().size() >= before + 4);
        fetcher.destroyForcibly();
        assertThat(fetcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> glacier.simulator.openConnections() == 0);
    }

    @Test
    void aProcessThatIsKilledAgainAndAgainFetchesNothingTwiceButWhatWasInFlight() throws Exception {
        String job = glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, ""));
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> there = recorded();
            glacier.simulator.clearRequests();
            killAfterSomeRanges(job);
            assertThat(requested()).filteredOn(there::contains).isEmpty();
            assertThat(requested().size() - (recorded().size() - there.size())).isLessThanOrEqualTo(PARALLELISM);
            assertThat(directory.resolve("photo.tar")).doesNotExist();
        }
        List<String> there = recorded();
        assertThat(there).hasSizeBetween(KILLS * 4, 40);
        glacier.simulator.clearRequests();

        Process last = fetcher(job);
        assertThat(last.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(last.exitValue())
                .as(Files.readString(directory.resolve("fetcher.log")))
                .isZero();
        assertThat(directory.resolve("photo.tar")).hasBinaryContent(content.expected(0, SIZE));
        assertThat(requested())
                .hasSize(41 - there.size())
                .filteredOn(there::contains)
                .isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }
}
