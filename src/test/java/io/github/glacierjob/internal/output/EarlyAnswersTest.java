package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.EARLY;
import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests chunks from a service whose answers begin late, so that some ranges are requested before there is memory for
 * them.
 */
class EarlyAnswersTest {

    private static final int PARALLELISM = 4;
    private static final int READ = 16;
    private static final int SIZE = 40 * MIB - 7;
    private static final Content CONTENT = Content.seeded(5, SIZE);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outputs outputs = new Outputs(GlacierSimulator.builder().firstByteLatency(Duration.ofMillis(100)));
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private CompletedJob job;

    @BeforeEach
    void aJob() {
        outputs.simulator.createVault("photos");
        job = outputs.described(outputs.job(CONTENT));
    }

    @AfterEach
    void close() {
        outputs.close();
    }

    private OutputDownload download() {
        return outputs.output(job, PARALLELISM).download((ByteRange) null);
    }

    private void read(OutputDownload download, int chunks) throws IOException {
        for (int i = 0; i < chunks && download.hasNext(); i++) {
            came.write(download.next().bytes());
        }
    }

    private void assertAllArrived() {
        assertThat(came.toByteArray()).isEqualTo(CONTENT.expected(0, SIZE));
    }

    private List<RecordedRequest> requests() {
        return outputs.simulator.requests(Operation.GET_JOB_OUTPUT);
    }

    private int threadsAtWork() {
        return ((ThreadPoolExecutor) outputs.pool).getActiveCount();
    }

    /** How often each range was requested. */
    private Map<String, Long> asked() {
        return requests().stream()
                .map(RecordedRequest::range)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Reads some chunks and stops, like a route that works on a chunk. */
    private void readAndSit(OutputDownload download) throws IOException {
        read(download, READ);
        await().atMost(SOON).until(() -> threadsAtWork() == 0);
    }

    @Test
    void rangesAreRequestedBeforeThereIsMemoryAndEachByteArrivesOnce() throws IOException {
        try (OutputDownload download = download()) {
            read(download, READ);
            await().atMost(SOON).until(() -> asked().size() == READ + PARALLELISM + EARLY);
            read(download, 40);
        }
        assertAllArrived();
        assertThat(asked()).hasSize(40).allSatisfy((range, times) -> assertThat(times)
                .isOne());
    }

    @Test
    void aPausedReaderHoldsNoConnectionAndNoThread() throws IOException {
        try (OutputDownload download = download()) {
            readAndSit(download);

            for (int i = 0; i < Outputs.CONNECTIONS; i++) {
                outputs.described(job.id());
            }
            assertThat(asked()).hasSize(READ + PARALLELISM + EARLY);
        }
    }

    @Test
    void aRangeDroppedForLackOfMemoryIsRequestedAgain() throws IOException {
        try (OutputDownload download = download()) {
            readAndSit(download);
            read(download, 40);
        }
        assertAllArrived();
        assertThat(asked()).hasSize(40);
        assertThat(asked().values()).filteredOn(times -> times == 2).hasSize(EARLY);
        assertThat(requests()).hasSize(40 + EARLY);
    }

    @Test
    void aSlowReaderCausesNoEarlyRequestsAfterAWhile() throws Exception {
        try (OutputDownload download = download()) {
            read(download, READ);
            for (int i = 0; i < 2 * PARALLELISM + EARLY; i++) {
                await().atMost(SOON).until(() -> threadsAtWork() == 0);
                read(download, 1);
            }
            await().atMost(SOON).until(() -> threadsAtWork() == 0);
            assertThat(asked()).hasSize(READ + 2 * PARALLELISM + EARLY + PARALLELISM);
        }
    }

    @Test
    void aRangeThatCannotBeFetchedFailsWhenItIsRead() throws IOException {
        outputs.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).rangeStart((READ + PARALLELISM + 1L) * MIB));
        try (OutputDownload download = download()) {
            read(download, READ + PARALLELISM + 1);
            assertThatThrownBy(download::next).hasMessageContaining("not authorized");
            assertThatThrownBy(download::next).hasMessageContaining("not authorized");
        }
        assertThat(came.toByteArray()).isEqualTo(CONTENT.expected(0, (READ + PARALLELISM + 1) * MIB));
    }

    @Test
    void anInterruptedEarlyAnswerIsContinued() throws IOException {
        outputs.simulator.inject(
                Fault.resetBody(MIB / 2).on(Operation.GET_JOB_OUTPUT).rangeStart((READ + PARALLELISM + 1L) * MIB));
        try (OutputDownload download = download()) {
            read(download, READ);
            read(download, 40);
        }
        assertAllArrived();
        assertThat(asked()).hasSize(41);
    }

    @Test
    void aCloseEndsTheWaitsForMemoryAtOnce() throws IOException {
        OutputDownload download = download();
        read(download, READ);
        await().atMost(SOON).until(() -> threadsAtWork() == EARLY);
        long start = System.nanoTime();
        download.close();
        await().atMost(SOON).until(() -> threadsAtWork() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
        assertThatThrownBy(download::next).isInstanceOf(CancellationException.class);
    }
}
