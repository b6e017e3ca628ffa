package io.github.glacierjob.internal.output;

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
 * The verified chunks of one output, in order, fetched ahead in parallel. Holds at most {@code parallelism} chunks besides
 * the one that was given out last. Used by one thread; {@link #close()} may come from any.
 */
public final class OutputDownload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputDownload.class);

    private final OutputSource source;
    private final AnswerCheck check;
    private final RangePlan plan;
    private final Optional<String> expectedHash;
    private final SubtreeRoots prefix;
    private final FetchWindow window;
    private volatile long given;
    private boolean emptyGiven;
    private TreeHashMismatchException wrong;

    /**
     * Prepares a download; nothing is requested yet.
     *
     * @param source   the job's output
     * @param extent   what of it
     * @param from     how far it was consumed before, null for not at all; only where all is wanted
     * @param settings how
     * @param pool     where the ranges are fetched; not shut down here
     */
    public OutputDownload(
            OutputSource source, Extent extent, Progress from, DownloadSettings settings, ExecutorService pool) {
        if (from != null && (extent.range() != null || from.outputSize() != extent.size() || from.isDone())) {
            throw new IllegalArgumentException("this progress is of another output, or of all of it: " + from);
        }
        this.source = source;
        this.check = new AnswerCheck(source, extent.size());
        this.plan = new RangePlan(extent.wanted(), settings.chunkSize());
        this.expectedHash = extent.isWhole() ? source.expectedHash(settings.checksumPolicy()) : Optional.empty();
        this.prefix = from == null ? new SubtreeRoots() : from.prefix();
        this.given = from == null ? plan.whole().start() : from.position();
        this.window = new FetchWindow(check, plan, given, settings, pool);
    }

    /**
     * Bytes in the whole output.
     *
     * @return 0 or more
     */
    public long outputSize() {
        return check.size();
    }

    /**
     * Bytes that this download brings from its beginning to its end.
     *
     * @return the length of the wanted range, 0 or more
     */
    public long length() {
        return plan.whole().length();
    }

    /**
     * Offset of the first byte that has not been given out; may be asked by any thread.
     *
     * @return 0 or more
     */
    public long position() {
        return given;
    }

    /**
     * The hash that the whole will have to match.
     *
     * @return the hash, or empty where the service has none, only a part is wanted or the policy is none
     */
    public Optional<String> expectedHash() {
        return expectedHash;
    }

    /**
     * Requests the first range and waits for it, so that an output that cannot be had says so now.
     *
     * @return the first chunk, which {@link #next()} will give
     */
    public Chunk first() {
        window.begin();
        return window.first();
    }

    /**
     * Whether there is another chunk.
     *
     * @return false after the last one
     */
    public boolean hasNext() {
        return wrong != null || given <= plan.whole().end() || plan.whole().length() == 0 && !emptyGiven;
    }

    /**
     * Waits for the next chunk. Before the last one is given, the whole output is verified.
     *
     * @return the chunk, verified
     * @throws JobOutputException if it cannot be had, as a subclass where the reason is known; SDK exceptions unchanged
     */
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException(source.where("all of it has been read"));
        }
        if (wrong != null) {
            throw wrong;
        }
        window.fill();
        Chunk chunk = window.first();
        window.pass();
        emptyGiven = chunk.range().length() == 0;
        prefix.append(chunk.leaves());
        Chunk proved = chunk.isLast() ? provedWhole(chunk) : chunk;
        given = chunk.range().end() + 1;
        fillIfPossible();
        return proved;
    }

    /** A chunk that is here is given, also when the pool takes no more: the next call says so. */
    private void fillIfPossible() {
        try {
            window.fill();
        } catch (RejectedExecutionException | CancellationException e) {
            LOG.debug("{}nothing more is fetched ahead: {}", source.where("the download"), e.toString());
        }
    }

    /**
     * How far the output is consumed once the chunk that was given last is.
     *
     * @return the progress; only for the whole of an output
     */
    public Progress progress() {
        return hasNext() ? new Progress(outputSize(), given, prefix.roots()) : Progress.done(outputSize());
    }

    private Chunk provedWhole(Chunk last) {
        if (expectedHash.isEmpty()) {
            return last;
        }
        String came = prefix.treeHash();
        if (!expectedHash.get().equalsIgnoreCase(came)) {
            wrong = new TreeHashMismatchException(
                    source.where("the whole output of " + outputSize() + " bytes") + "expected tree hash "
                            + expectedHash.get() + ", the bytes that came have " + came,
                    true);
            throw wrong;
        }
        return last.provedWhole();
    }

    /**
     * Whether it was closed.
     *
     * @return true once {@link #close()} was called
     */
    public boolean isClosed() {
        return window.isClosed();
    }

    /** Drops what was fetched ahead, the connections in use, and the waits between tries. */
    @Override
    public void close() {
        window.close();
    }
}
