package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.range.AnswerCheck;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Extent;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the verified chunks of one output in order, and fetches chunks ahead in parallel. Holds at most
 * {@code parallelism} chunks besides the last returned chunk. Used by one thread; any thread may call {@link #close()}.
 */
public final class OutputDownload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputDownload.class);

    private final OutputSource source;
    private final AnswerCheck check;
    private final RangePlan plan;
    private final Optional<String> expectedHash;
    private final SubtreeRoots prefix;
    private final FetchWindow window;
    private volatile long delivered;
    private boolean emptyDelivered;
    private DigestRun digests = DigestPlan.NONE.before();
    private TreeHashMismatchException wrong;

    /**
     * Creates a download; sends no request.
     *
     * @param from     the earlier progress, null to begin at the start; only for a whole output
     */
    public OutputDownload(
            OutputSource source, Extent extent, Progress from, DownloadSettings settings, ExecutorService pool) {
        if (from != null && (extent.range() != null || from.outputSize() != extent.size() || from.isDone())) {
            throw new IllegalArgumentException(
                    "this progress belongs to another output, or to one that is already consumed: " + from);
        }
        this.source = source;
        this.check = new AnswerCheck(source, extent.size());
        long chunkSize = from == null ? settings.chunkSize() : from.chunkSizeOr(settings.chunkSize());
        this.plan = new RangePlan(extent.wanted(), chunkSize);
        this.expectedHash = extent.isWhole() ? source.expectedHash(settings.checksumPolicy()) : Optional.empty();
        this.prefix = from == null ? new SubtreeRoots() : from.prefix();
        this.delivered = from == null ? plan.whole().start() : from.position();
        this.window = new FetchWindow(check, plan, delivered, settings, pool);
    }

    /** Computes digests from the present position on; call it before the first chunk. */
    public void compute(DigestPlan wanted) {
        digests = wanted.before();
        window.compute(wanted);
    }

    /** The size of the whole output in bytes. */
    public long outputSize() {
        return check.size();
    }

    /** The number of bytes of this download. */
    public long length() {
        return plan.whole().length();
    }

    /** Offset of the first byte that has not been returned; may be called by any thread. */
    public long position() {
        return delivered;
    }

    /** The hash that the whole must match; empty if the service has no hash, only a part is wanted, or checksumPolicy is none. */
    public Optional<String> expectedHash() {
        return expectedHash;
    }

    /** Waits for the first chunk without taking it, so that an output that is not available fails now. */
    public Chunk first() {
        window.begin();
        return window.first();
    }

    /** Whether there is another chunk. */
    public boolean hasNext() {
        return wrong != null || delivered <= plan.whole().end() || plan.whole().length() == 0 && !emptyDelivered;
    }

    /**
     * Waits for the next chunk and its digests. Verifies the whole output before it returns the last chunk.
     *
     * @throws JobOutputException if the chunk is not available; a subclass if the reason is known. SDK exceptions
     *                            unchanged
     */
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException(source.where("the whole output has been read"));
        }
        if (wrong != null) {
            throw wrong;
        }
        window.fill();
        Chunk chunk = window.first();
        DigestsAhead.Step step = window.drop();
        prefix.append(chunk.leaves());
        Chunk proved = chunk.isLast() ? provedWhole(chunk) : chunk;
        fillIfPossible();
        digests = step.await();
        emptyDelivered = chunk.range().length() == 0;
        delivered = chunk.range().end() + 1;
        return proved;
    }

    /**
     * Requests more ranges. If the pool accepts no more tasks, the present chunk is returned all the same, and the next
     * call fails.
     */
    private void fillIfPossible() {
        try {
            window.fill();
        } catch (RejectedExecutionException | CancellationException e) {
            LOG.debug("{}the component fetches no more ranges ahead: {}", source.where("the download"), e.toString());
        }
    }

    /** The progress after the last returned chunk is consumed; only for a whole output. */
    public Progress progress() {
        return hasNext()
                ? new Progress(outputSize(), delivered, prefix.roots(), plan.chunkSize(), Optional.empty())
                : Progress.done(outputSize());
    }

    /** The digests of all bytes up to the end of the last returned chunk; not changed. */
    public DigestRun digests() {
        return digests;
    }

    private Chunk provedWhole(Chunk last) {
        if (expectedHash.isEmpty()) {
            return last;
        }
        String received = prefix.treeHash();
        if (!expectedHash.get().equalsIgnoreCase(received)) {
            wrong = source.mismatch(
                    "the whole output of " + outputSize() + " bytes", expectedHash.get(), received, true);
            throw wrong;
        }
        return last.provedWhole();
    }

    /** Whether this download was closed. */
    public boolean isClosed() {
        return window.isClosed();
    }

    /** Drops the chunks that were fetched ahead, aborts the connections in use, and ends the waits between tries. */
    @Override
    public void close() {
        window.close();
    }
}
