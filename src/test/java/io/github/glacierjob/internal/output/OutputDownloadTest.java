package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.range.AnswerCheck;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.RangeDownload;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glacier.model.GlacierException;

@Timeout(60)
class OutputDownloadTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** No array can be this long. */
    private static final ByteRange TOO_LONG = new ByteRange(0, Integer.MAX_VALUE - 1);

    private final Outputs outputs = new Outputs();

    @AfterEach
    void close() {
        outputs.close();
    }

    private static byte[] readAll(OutputDownload download) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (download.hasNext()) {
            all.writeBytes(download.next().bytes());
        }
        return all.toByteArray();
    }

    @Test
    void twoHundredDownloadsClosedEarlyLeaveEveryConnectionFree() {
        Content content = Content.seeded(1, 40L * MIB);
        String job = outputs.job(content);
        for (int i = 0; i < 200; i++) {
            try (OutputDownload download = outputs.download(job)) {
                if (i % 2 == 0) {
                    assertThat(download.next().bytes()).hasSize(MIB);
                } else {
                    download.first();
                }
            }
        }

        try (OutputDownload download = outputs.download(job)) {
            assertThat(readAll(download)).isEqualTo(content.expected(0, content.size()));
        }
        await().atMost(SOON).until(() -> outputs.simulator.openConnections() <= Outputs.CONNECTIONS);
    }

    @Test
    void answersThatAreRefusedLeaveEveryConnectionFree() {
        Content content = Content.seeded(1, 8L * MIB);
        outputs.simulator.inject(Fault.ignoreRange().every(2).times(100));
        String job = outputs.job(content);

        for (int i = 0; i < 10; i++) {
            try (OutputDownload download = outputs.download(job)) {
                assertThat(readAll(download)).isEqualTo(content.expected(0, content.size()));
            }
        }
    }

    @Test
    void anAnswerWithTheWholeOutputInsteadOfARangeIsNotReadToItsEnd() {
        outputs.simulator.inject(Fault.ignoreRange().times(3));
        try (OutputDownload download = outputs.download(outputs.job(Content.seeded(1, 1L << 40)))) {
            assertThat(download.next().bytes()).hasSize(MIB);
        }
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT))
                .filteredOn(request -> request.status() == 200)
                .hasSize(3)
                .extracting(RecordedRequest::bytesSent)
                .allMatch(sent -> sent < 32L * MIB);
    }

    @Test
    void aMissingRangeInTheMiddleIsRequestedAgain() {
        Content content = Content.seeded(1, 48L * MIB);
        outputs.simulator.inject(Fault.notFoundYet()
                .on(Operation.GET_JOB_OUTPUT)
                .rangeStart(40L * MIB)
                .times(1));

        try (OutputDownload download = outputs.download(outputs.job(content))) {
            assertThat(readAll(download)).isEqualTo(content.expected(0, content.size()));
        }
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(49);
    }

    @Test
    void anOutputCountsAsGoneAfterTwoMissingAnswersInTheMiddle() {
        outputs.simulator.inject(Fault.notFoundYet()
                .on(Operation.GET_JOB_OUTPUT)
                .rangeStart(40L * MIB)
                .always());

        try (OutputDownload download = outputs.download(outputs.job(Content.seeded(1, 48L * MIB)))) {
            assertThatThrownBy(() -> readAll(download)).isInstanceOf(JobOutputExpiredException.class);
        }
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT))
                .filteredOn(request -> request.status() == 404)
                .hasSize(2);
    }

    static Stream<Fault> faultsToWaitAfter() {
        return Stream.of(Fault.serviceUnavailable(), Fault.throttling());
    }

    @ParameterizedTest
    @MethodSource("faultsToWaitAfter")
    void aDownloadClosedDuringARetryDelayFreesItsThreadAtOnce(Fault fault) {
        String job = outputs.job(Content.seeded(1, MIB));
        CompletedJob described = outputs.described(job);
        outputs.simulator.inject(fault.on(Operation.GET_JOB_OUTPUT).always());
        OutputDownload download =
                outputs.pausing(Duration.ofMinutes(10)).output(described).download((ByteRange) null);
        CompletableFuture<Chunk> first = CompletableFuture.supplyAsync(download::first);
        await().atMost(SOON).until(() -> outputs.pauses.get() == 1);

        download.close();

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(CancellationException.class);
        ThreadPoolExecutor pool = (ThreadPoolExecutor) outputs.pool;
        await().atMost(SOON).until(() -> pool.getActiveCount() == 0);
    }

    @Test
    void aDownloadClosedWhileNoBytesArriveFreesItsThreadsAndConnectionsAtOnce() {
        outputs.simulator.inject(Fault.stallBody(10).always());
        OutputDownload download = outputs.download(outputs.job(Content.seeded(1, 4L * MIB)));
        CompletableFuture<Chunk> first = CompletableFuture.supplyAsync(download::next);
        await().atMost(SOON)
                .until(() -> outputs.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                                .filter(request -> request.bytesSent() == 10)
                                .count()
                        == 4);

        download.close();

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(CancellationException.class);
        await().atMost(SOON).until(() -> ((ThreadPoolExecutor) outputs.pool).getActiveCount() == 0);
        await().atMost(SOON).until(() -> outputs.simulator.openConnections() <= 1);
    }

    @Test
    void aReaderGetsAnErrorWhenThePoolIsShutDownBeforeItsRangeStarts() {
        outputs.simulator.inject(Fault.stallBody(10).always());
        int threads = Outputs.CONNECTIONS;
        CompletedJob stalling = outputs.described(outputs.job(Content.seeded(1, (long) threads * MIB)));
        OutputDownload stalls = outputs.output(stalling, threads).download((ByteRange) null);
        OutputDownload waits = outputs.download(outputs.job(Content.seeded(2, MIB)));
        CompletableFuture<Chunk> busy = CompletableFuture.supplyAsync(stalls::next);
        await().atMost(SOON)
                .until(() ->
                        outputs.simulator.requests(Operation.GET_JOB_OUTPUT).size() == threads);
        CompletableFuture<Chunk> queued = CompletableFuture.supplyAsync(waits::next);
        await().atMost(SOON)
                .until(() -> !((ThreadPoolExecutor) outputs.pool).getQueue().isEmpty());

        outputs.pool.shutdownNow();

        assertThatThrownBy(queued::get)
                .hasRootCauseInstanceOf(CancellationException.class)
                .hasMessageContaining("was stopped");
        stalls.close();
        assertThatThrownBy(busy::get).hasRootCauseInstanceOf(CancellationException.class);
    }

    @Test
    void aRangeWithoutMemoryIsNotRequested() {
        CompletedJob job = outputs.described(outputs.job(Content.seeded(1, 1L << 40)));
        DownloadSettings huge = new DownloadSettings(1L << 31, 1, 0, ChecksumPolicy.ifAvailable);
        try (OutputDownload download = outputs.output(job, huge).download(TOO_LONG)) {
            assertThatThrownBy(download::next)
                    .isInstanceOf(JobOutputException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void anEarlyAnswerWithoutMemoryReturnsItsConnection() {
        OutputSource source = outputs.source(outputs.described(outputs.job(Content.seeded(1, 1L << 40))));
        HeapLanding landing = new HeapLanding(TOO_LONG, Set.of());
        RangeDownload download = new RangeDownload(
                source, new AnswerCheck(source, 1L << 40), ChecksumPolicy.ifAvailable, TOO_LONG, landing);
        landing.giveRoom();

        assertThatThrownBy(download::fetch).isInstanceOf(OutOfMemoryError.class);

        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
        await().atMost(SOON).until(() -> outputs.simulator.openConnections() == 0);
    }

    @Test
    void aClosedDownloadGivesNothingMore() {
        OutputDownload download = outputs.download(outputs.job(Content.seeded(1, 3L * MIB)));
        download.first();

        download.close();

        assertThat(download.isClosed()).isTrue();
        assertThatThrownBy(download::next).isInstanceOf(CancellationException.class);
    }

    @Test
    void anOutputThatFailedItsHashStaysWrong() {
        String job = outputs.job(Content.seeded(1, MIB + 1));
        outputs.simulator.spoilTreeHash(job);
        OutputDownload download = outputs.download(job);
        download.next();

        for (int i = 0; i < 3; i++) {
            assertThat(download.hasNext()).isTrue();
            assertThatThrownBy(download::next).isInstanceOf(TreeHashMismatchException.class);
        }
        assertThat(download.progress().isDone()).isFalse();
    }

    @Test
    void aWrongStreamNeverEndsNormally() throws IOException {
        String job = outputs.job(Content.seeded(1, MIB + 1));
        outputs.simulator.spoilTreeHash(job);
        try (VerifiedInputStream stream = new VerifiedInputStream(outputs.download(job))) {
            assertThat(stream.readNBytes(MIB)).hasSize(MIB);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(stream::read)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(TreeHashMismatchException.class);
            }
        }
    }

    @Test
    void anEmptyOutputGivesOneEmptyChunkWithOneRequest() {
        OutputDownload download = outputs.download(outputs.inventory(""));

        Chunk chunk = download.next();

        assertThat(chunk.bytes()).isEmpty();
        assertThat(chunk.isLast()).isTrue();
        assertThat(chunk.count()).isEqualTo(1);
        assertThat(download.hasNext()).isFalse();
        assertThat(download.progress().isDone()).isTrue();
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
        assertThatThrownBy(download::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theFirstAnswerGivesTheSizeOfAnOutputOfUnknownSize() {
        Content content = Content.seeded(1, 2L * MIB + 7);
        CompletedJob job = outputs.described(outputs.job(content));
        CompletedJob silent = new CompletedJob(job.details().toBuilder()
                .retrievalByteRange("?")
                .archiveSizeInBytes(null)
                .build());
        outputs.simulator.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT));

        JobOutput output = outputs.pausing(Duration.ofMillis(20)).output(silent);

        assertThat(outputs.pauses)
                .as("waits of the throttled question for the size")
                .hasPositiveValue();
        assertThat(output.size()).isEqualTo(content.size());
        assertThat(readAll(output.download((ByteRange) null))).isEqualTo(content.expected(0, content.size()));
    }

    @Test
    void aRefusalOfTheServiceIsThrownAsTheExceptionOfTheSdk() {
        String job = outputs.job(Content.seeded(1, MIB));
        CompletedJob described = outputs.described(job);
        outputs.simulator.inject(Fault.accessDenied().on(Operation.GET_JOB_OUTPUT));

        OutputDownload download = outputs.output(described).download((ByteRange) null);

        assertThatThrownBy(download::first).isInstanceOf(GlacierException.class).hasMessageContaining("not authorized");
        assertThat(outputs.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
    }

    @Test
    void aRangeBeyondTheOutputIsRefused() {
        JobOutput output = outputs.output(outputs.described(outputs.job(Content.seeded(1, 100))));

        assertThatThrownBy(() -> output.download(new ByteRange(100, 200)))
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("100 bytes");
        assertThat(readAll(output.download(new ByteRange(90, 200)))).hasSize(10);
    }
}
