package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.range.AnswerCheck;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.RangeDownload;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.range.VerifiedRange;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.JobOutputException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the ranges of one output that are requested and not yet delivered, in order. The first {@code parallelism} ranges
 * may take memory; the others are {@link EarlyRequests}. Used by one thread; any thread may call {@link #close()}.
 */
final class FetchWindow implements AutoCloseable {

    private static final long LOOK_AROUND_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(FetchWindow.class);

    private final OutputSource source;
    private final AnswerCheck check;
    private final RangePlan plan;
    private final DownloadSettings settings;
    private final ExecutorService pool;
    private final EarlyRequests early;
    private DigestsAhead digests = new DigestsAhead(DigestPlan.NONE);
    private final Deque<Fetch> fetches = new ConcurrentLinkedDeque<>();
    private long position;
    private boolean begun;
    private volatile boolean closed;

    /** Creates a window that begins at an offset; sends no request. */
    FetchWindow(AnswerCheck check, RangePlan plan, long from, DownloadSettings settings, ExecutorService pool) {
        this.source = check.source();
        this.check = check;
        this.plan = plan;
        this.position = from;
        this.settings = settings;
        this.pool = pool;
        this.early = new EarlyRequests(settings);
    }

    /** Computes digests; call it before the first request. */
    void compute(DigestPlan wanted) {
        digests = new DigestsAhead(wanted);
    }

    /** Requests only the first range. */
    void begin() {
        fillTo(1);
    }

    /** Requests as many ranges as allowed. */
    void fill() {
        fillTo(settings.parallelism());
        try {
            requestUpTo(settings.parallelism() + early.count(), false);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}the component requests no range early: {}", source.where("the download"), e.toString());
        }
    }

    /** Gives memory to the first ranges: first to early requests, then to new requests. */
    private void fillTo(int ranges) {
        fetches.stream().limit(ranges).forEach(Fetch::giveRoom);
        requestUpTo(ranges, true);
    }

    private void requestUpTo(int ranges, boolean withRoom) {
        while (hasMore() && fetches.size() < ranges) {
            requestNext(withRoom);
        }
    }

    private boolean hasMore() {
        return position <= plan.whole().end() || plan.whole().length() == 0 && !begun;
    }

    private void requestNext(boolean withRoom) {
        Fetch fetch = new Fetch(plan.from(position));
        synchronized (fetches) {
            fetch.start(withRoom);
            fetches.add(fetch);
        }
        position = fetch.range.end() + 1;
        begun = true;
    }

    /** Waits for the first range, and does not remove it. */
    Chunk first() {
        Fetch fetch = fetches.peek();
        if (fetch == null) {
            throw source.stopped();
        }
        fetch.wanted();
        digests.leaveToReader();
        return fetch.await();
    }

    /** Removes the first range; returns the digests up to its end. */
    DigestsAhead.Step drop() {
        Fetch dropped = fetches.poll();
        if (dropped == null) {
            throw source.stopped();
        }
        early.learn(dropped.wasReady, dropped.download.timing());
        return dropped.digested;
    }

    boolean isClosed() {
        return closed;
    }

    /** Drops all ranges, aborts the connections in use, and ends the waits between tries. */
    @Override
    public void close() {
        synchronized (fetches) {
            closed = true;
            fetches.forEach(Fetch::abort);
            fetches.clear();
            digests.stop();
        }
    }

    /** A requested range. */
    private final class Fetch {

        private final ByteRange range;
        private final DigestsAhead.Step digested = digests.add();
        private HeapLanding landing;
        private RangeDownload download;
        private Future<Optional<Chunk>> chunk;
        private boolean isWanted;
        private boolean wasReady;

        Fetch(ByteRange range) {
            this.range = range;
        }

        void start(boolean withRoom) {
            if (closed) {
                throw source.stopped();
            }
            HeapLanding to = new HeapLanding(range, digests.plan().ofChunks());
            if (withRoom) {
                to.giveRoom();
            }
            RangeDownload by = new RangeDownload(source, check, settings.checksumPolicy(), range, to);
            Thread reader = Thread.currentThread();
            chunk = pool.submit(() -> to.begin(reader) ? chunk(by.fetch(), to) : Optional.empty());
            landing = to;
            download = by;
        }

        /**
         * Gives memory to this range. If it was an early request that waited too long and has ended, it is sent again.
         */
        void giveRoom() {
            if (!landing.giveRoom()) {
                early.dropped();
                synchronized (fetches) {
                    start(true);
                }
            }
        }

        void wanted() {
            if (!isWanted) {
                isWanted = true;
                wasReady = chunk.isDone();
            }
        }

        private Optional<Chunk> chunk(Optional<VerifiedRange> fetched, HeapLanding landed) {
            fetched.ifPresent(verified -> digested.arrived(landed.bytes(), landed.digests()));
            return fetched.map(verified -> new Chunk(
                    plan.indexOf(range.start()),
                    plan.count(),
                    plan.isLast(range),
                    range,
                    landed.bytes(),
                    verified.leaves(),
                    verified.proof(),
                    verified.answer(),
                    landed.digests().digests()));
        }

        Chunk await() {
            try {
                return whenHere().orElseThrow(source::stopped);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw source.stopped();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }

        /**
         * Waits for the chunk. A pool that is shut down drops its waiting tasks without a signal, so this checks the pool
         * from time to time.
         */
        private Optional<Chunk> whenHere() throws InterruptedException, ExecutionException {
            while (true) {
                try {
                    return chunk.get(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (pool.isShutdown()) {
                        throw source.stopped();
                    }
                }
            }
        }

        private RuntimeException failure(Throwable cause) {
            if (closed) {
                return source.stopped();
            }
            return cause instanceof RuntimeException known
                    ? known
                    : new JobOutputException(source.where("the download") + cause, cause);
        }

        void abort() {
            download.abort();
            chunk.cancel(false);
        }
    }
}
