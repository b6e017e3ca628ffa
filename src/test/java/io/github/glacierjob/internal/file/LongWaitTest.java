package io.github.glacierjob.internal.file;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a file from a service whose answers begin late, in chunks of 1 MiB. */
class LongWaitTest {

    private static final int SIZE = 100 * MIB - 7;
    private static final Content CONTENT = Content.seeded(5, SIZE);

    @TempDir
    Path directory;

    private final Outputs outputs = new Outputs(GlacierSimulator.builder().firstByteLatency(Duration.ofMillis(200)));
    private CompletedJob job;
    private OutputFile file;

    @BeforeEach
    void aJob() {
        outputs.simulator.createVault("photos");
        job = outputs.described(outputs.job(CONTENT));
        file = OutputFile.in(directory.toString(), "name", "photo.tar");
    }

    @AfterEach
    void close() {
        outputs.close();
    }

    @Test
    void afterLongWaitsARequestFetchesSeveralChunksAndEachByteArrivesOnce() {
        try (FileDownload download = outputs.output(job).download(null, file)) {
            assertThat(Content.file(download.fetch().toPath()).treeHash()).isEqualTo(CONTENT.treeHash());
            assertThat(download.proof()).isEqualTo(Proof.whole);
        }
        assertThat(requests()).hasSizeLessThan(80).anyMatch(request -> request.bytesSent() >= 4L * MIB);
        assertThat(sent()).isEqualTo(SIZE);
    }

    @Test
    void aLongRequestWithAWrongByteIsRepeated() {
        outputs.simulator.inject(
                Fault.corruptBody(100).on(Operation.GET_JOB_OUTPUT).rangeStart(32L * MIB));
        try (FileDownload download = outputs.output(job).download(null, file)) {
            assertThat(Content.file(download.fetch().toPath()).treeHash()).isEqualTo(CONTENT.treeHash());
        }
        assertThat(requests())
                .filteredOn(request -> request.range().startsWith("bytes=" + 32L * MIB + "-"))
                .hasSize(2);
    }

    @Test
    void theBytesOfLongRequestsAreRecordedChunkByChunk() throws IOException {
        outputs.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart(96L * MIB));
        try (FileDownload download = outputs.output(job).download(null, file)) {
            assertThatThrownBy(download::fetch).hasMessageContaining("not authorized");
        }
        try (var lines = Files.lines(file.journal())) {
            assertThat(lines.map(SealedLine::open).flatMap(line -> line.flatMap(RecordedRange::decode).stream()))
                    .hasSizeGreaterThan(60)
                    .allMatch(recorded -> recorded.range().length() == MIB);
        }
        outputs.simulator.clearRequests();

        try (FileDownload download = outputs.output(job).download(null, file)) {
            assertThat(Content.file(download.fetch().toPath()).treeHash()).isEqualTo(CONTENT.treeHash());
        }
        assertThat(sent()).isLessThan(40L * MIB);
    }

    private List<RecordedRequest> requests() {
        return outputs.simulator.requests(Operation.GET_JOB_OUTPUT);
    }

    private long sent() {
        return requests().stream().mapToLong(RecordedRequest::bytesSent).sum();
    }
}
