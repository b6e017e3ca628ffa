package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Outputs;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Digests of chunks are known when the reader gets a chunk, and what was fetched ahead is digested ahead. */
@Timeout(120)
class DigestsAheadTest {

    private static final Set<DigestAlgorithm> ALL = EnumSet.allOf(DigestAlgorithm.class);
    private static final Executor AT_ONCE = Runnable::run;
    private static final Executor NEVER = work -> {};
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Outputs outputs = new Outputs();
    private final Content content = Content.seeded(5, 6L * MIB + 5);
    private final byte[] all = content.expected(0, 6 * MIB + 5);

    @AfterEach
    void close() {
        outputs.close();
    }

    private static DigestPlan plan(Executor threads) {
        return new DigestPlan(ALL, new DigestRun(ALL), threads);
    }

    private OutputDownload download(Executor threads) {
        OutputDownload download = outputs.download(outputs.job(content));
        download.compute(plan(threads));
        return download;
    }

    private static DigestRun run(byte[] bytes) {
        DigestRun run = new DigestRun(ALL);
        run.update(bytes, 0, bytes.length);
        return run;
    }

    private static String line(byte[] bytes) {
        return run(bytes).digests().line();
    }

    private void assertDigestsOfAllChunks(OutputDownload download) {
        for (int end = 0; download.hasNext(); ) {
            Chunk chunk = download.next();
            byte[] bytes = Arrays.copyOfRange(all, end, end + chunk.bytes().length);
            end += bytes.length;
            assertThat(chunk.digests().line()).isEqualTo(line(bytes));
            assertThat(download.digests().digests().line()).isEqualTo(line(Arrays.copyOf(all, end)));
        }
    }

    @Test
    void theOrderInWhichChunksArriveDoesNotMatter() {
        outputs.simulator.inject(
                Fault.stallBody(MIB / 2, Duration.ofMillis(300)).rangeStart(0));

        try (OutputDownload download = download(work -> new Thread(work).start())) {
            assertDigestsOfAllChunks(download);
        }
    }

    @Test
    void whereNoThreadIsFreeTheReaderComputesThem() {
        try (OutputDownload download = download(NEVER)) {
            assertDigestsOfAllChunks(download);
        }
    }

    @Test
    void whereThreadsTakeNoMoreWorkTheReaderComputesThem() {
        Executor full = work -> {
            throw new RejectedExecutionException("full");
        };
        try (OutputDownload download = download(full)) {
            assertDigestsOfAllChunks(download);
        }
    }

    @Test
    void aRangeThatIsFetchedAgainHasTheDigestsOfItsRightBytes() {
        outputs.simulator.inject(Fault.corruptBody(7).times(2));
        outputs.simulator.inject(Fault.resetBody(MIB / 3).times(2));

        try (OutputDownload download = download(AT_ONCE)) {
            assertDigestsOfAllChunks(download);
        }
        assertThat(outputs.simulator.requestCount(Operation.GET_JOB_OUTPUT)).isGreaterThanOrEqualTo(11);
    }

    @Test
    void aDownloadThatContinuesKnowsTheCrcsOfAll() {
        Progress half;
        String before;
        try (OutputDownload download = download(AT_ONCE)) {
            download.next();
            download.next();
            half = download.progress();
            before = download.digests().digests().line();
        }
        DigestRun known = DigestRun.after(Digests.ofLine(half.position(), before));
        try (OutputDownload rest =
                outputs.output(outputs.described(outputs.job(content))).download(Optional.of(half))) {
            rest.compute(new DigestPlan(ALL, known));
            while (rest.hasNext()) {
                Chunk chunk = rest.next();
                assertThat(chunk.digests().algorithms()).isEqualTo(ALL);
            }

            assertThat(rest.digests().digests().line())
                    .isEqualTo(DigestRun.of(EnumSet.of(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME), all)
                            .line());
        }
    }

    @Test
    void theDigestsOfWhatIsFetchedAheadAreComputedWhileTheReaderHasAChunk() {
        try (OutputDownload download = download(AT_ONCE)) {
            download.next();
            awaitWindow();
            // Digests that are computed already do not change with the bytes.
            Arrays.fill(download.first().bytes(), (byte) 0);
            download.next();

            assertThat(download.digests().digests().line()).isEqualTo(line(Arrays.copyOf(all, 2 * MIB)));
        }
    }

    /** Waits until all ranges that may be in memory have arrived. */
    private void awaitWindow() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) outputs.pool;
        await().atMost(SOON).until(() -> pool.getCompletedTaskCount() >= 5 && pool.getActiveCount() == 0);
    }

    @Test
    void aReaderThatWaitsComputesTheDigestsOfItsChunkItself() {
        Queue<Runnable> aside = new ArrayDeque<>();
        DigestsAhead digests = new DigestsAhead(plan(aside::add));
        DigestsAhead.Step first = digests.add();
        DigestsAhead.Step second = digests.add();
        digests.leaveToReader();
        second.arrived(new byte[] {2}, run(new byte[] {2}));
        first.arrived(new byte[] {1}, run(new byte[] {1}));
        assertThat(aside).isEmpty();

        assertThat(first.await().digests().line()).isEqualTo(line(new byte[] {1}));

        assertThat(aside).hasSize(1);
        aside.remove().run();
        assertThat(second.await().digests().line()).isEqualTo(line(new byte[] {1, 2}));
    }

    @Test
    void bytesAreDigestedInOrderAndAreNotKeptAfterwards() {
        DigestsAhead digests = new DigestsAhead(plan(AT_ONCE));
        DigestsAhead.Step first = digests.add();
        DigestsAhead.Step second = digests.add();
        byte[] bytes = new byte[MIB];
        WeakReference<byte[]> kept = new WeakReference<>(bytes);

        second.arrived(new byte[] {2}, run(new byte[] {2}));
        first.arrived(bytes, run(bytes));
        bytes = null;

        await().atMost(SOON).until(() -> {
            System.gc();
            return kept.get() == null;
        });
        byte[] both = new byte[MIB + 1];
        both[MIB] = 2;
        assertThat(second.await().digests().line()).isEqualTo(line(both));
        assertThat(first.await().digests().line()).isEqualTo(line(new byte[MIB]));
    }

    @Test
    void aFailureFailsTheReaderAtThatChunkAndAtAllAfterIt() {
        DigestsAhead digests = new DigestsAhead(plan(AT_ONCE));
        DigestsAhead.Step first = digests.add();
        DigestsAhead.Step second = digests.add();
        DigestsAhead.Step third = digests.add();
        first.arrived(new byte[1], run(new byte[1]));
        DigestRun good = first.await();
        second.arrived(null, run(new byte[1]));
        third.arrived(new byte[1], run(new byte[1]));

        assertThat(good.digests().line()).isEqualTo(line(new byte[1]));
        assertThatThrownBy(second::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The digests could not be computed")
                .hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(third::await).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPoolThatFailsFailsTheReader() {
        Executor broken = work -> {
            throw new IllegalArgumentException("no pool");
        };
        try (OutputDownload download = download(broken)) {
            assertThatThrownBy(() -> {
                        download.next();
                        awaitWindow();
                        download.next();
                    })
                    .hasStackTraceContaining("no pool");
        }
    }

    @Test
    void afterAStopNothingMoreIsComputedAndNoChunkIsKept() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        DigestsAhead digests = new DigestsAhead(plan(waiting::add));
        DigestsAhead.Step step = digests.add();
        step.arrived(new byte[1], run(new byte[1]));

        digests.stop();
        waiting.forEach(Runnable::run);

        assertThat(waiting).hasSize(1);
        assertThatThrownBy(step::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void withCrcsAloneNoThreadIsUsed() {
        Set<DigestAlgorithm> crcs = EnumSet.of(DigestAlgorithm.CRC32C, DigestAlgorithm.CRC64NVME);
        Executor refused = work -> {
            throw new AssertionError("CRCs are combined without the bytes");
        };
        try (OutputDownload download = outputs.download(outputs.job(content))) {
            download.compute(new DigestPlan(crcs, new DigestRun(crcs), refused));
            while (download.hasNext()) {
                download.next();
            }

            assertThat(download.digests().digests().line())
                    .isEqualTo(DigestRun.of(crcs, all).line());
        }
    }
}
