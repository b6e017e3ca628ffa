package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.internal.service.Attempts;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.options.ChecksumPolicy;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Fetches one range. Resumes at the byte where a connection broke, hashes the bytes as they arrive, and returns the range
 * only if it is complete and matches the service's hash. Run by one thread; any thread may abort it.
 */
public final class RangeDownload {

    private static final Logger LOG = LoggerFactory.getLogger(RangeDownload.class);

    private final OutputSource source;
    private final AnswerCheck check;
    private final ChecksumPolicy policy;
    private final ByteRange range;
    private final LeafHasher hasher = new LeafHasher();
    private final Landing landing;
    private long have;
    private long most;
    private boolean doubted;
    private GetJobOutputResponse answer;
    private volatile ResponseInputStream<GetJobOutputResponse> open;
    private volatile boolean aborted;
    private Thread pausing;
    private Timing timing = Timing.NONE;

    public RangeDownload(
            OutputSource source, AnswerCheck check, ChecksumPolicy policy, ByteRange range, Landing landing) {
        this.source = source;
        this.check = check;
        this.policy = policy;
        this.range = range;
        this.landing = landing;
    }

    /** Fetches the range; empty if there was no room for its bytes for too long, or if it was aborted. */
    public Optional<VerifiedRange> fetch() {
        Attempts connections = source.attempts();
        Attempts mismatches = source.attempts();
        while (true) {
            try {
                return receive(connections) ? Optional.of(verified()) : Optional.empty();
            } catch (TreeHashMismatchException e) {
                source.discarded(have);
                have = 0;
                most = 0;
                if (!again(mismatches, e)) {
                    throw e;
                }
            } catch (IOException | SdkException e) {
                if (!again(connections, e)) {
                    throw source.failure(range.after(have), e);
                }
            }
        }
    }

    private boolean again(Attempts attempts, Exception failure) {
        return pausing(() -> attempts.again(failure) || isDoubted(attempts, failure) && attempts.pauses(failure));
    }

    /**
     * Whether to doubt an answer 404. After the output's first bytes, one answer 404 may be wrong; then one more request
     * is sent instead of failing the whole download.
     */
    private boolean isDoubted(Attempts attempts, Exception failure) {
        boolean first = mayDoubt(attempts) && Failure.isNotFound(failure);
        doubted |= first;
        return first;
    }

    private boolean mayDoubt(Attempts attempts) {
        return !doubted && range.start() + have > 0 && !attempts.areUsedUp();
    }

    /** Runs a wait that an abort interrupts; returns false without running it if the download is aborted already. */
    private boolean pausing(BooleanSupplier wait) {
        synchronized (this) {
            if (aborted) {
                return false;
            }
            pausing = Thread.currentThread();
        }
        try {
            return wait.getAsBoolean();
        } finally {
            synchronized (this) {
                pausing = null;
            }
        }
    }

    private void awaitTurn(Attempts connections) throws IOException {
        boolean mayGoOn = pausing(() -> {
            connections.ready();
            return true;
        });
        if (!mayGoOn) {
            throw new IOException("stopped");
        }
    }

    private boolean receive(Attempts connections) throws IOException {
        awaitTurn(connections);
        ByteRange missing = range.after(have);
        long start = System.nanoTime();
        ResponseInputStream<GetJobOutputResponse> in =
                source.open(range.length() == 0 ? null : missing, mayDoubt(connections));
        open = in;
        long began = System.nanoTime();
        try {
            accept(in.response(), missing);
            if (!pausing(landing::awaitRoom)) {
                in.abort();
                return false;
            }
            long reading = System.nanoTime();
            read(in, connections);
            readEnd(in);
            timing = new Timing(began - start, reading - began, System.nanoTime() - reading);
            LOG.debug("{}{} bytes, {}", source.where(missing), missing.length(), timing);
            return true;
        } catch (IOException | RuntimeException | Error e) {
            in.abort();
            throw e;
        } finally {
            open = null;
        }
    }

    private void accept(GetJobOutputResponse from, ByteRange missing) throws IOException {
        if (aborted) {
            throw new IOException("stopped");
        }
        check.accept(from, missing);
        doubted = false;
        if (have == 0) {
            check.checksum(from, range, policy);
            hasher.reset();
            answer = from;
        }
    }

    private void read(ResponseInputStream<GetJobOutputResponse> in, Attempts connections) throws IOException {
        while (have < range.length()) {
            int count = landing.take(in, have, range.length() - have, hasher);
            if (count < 0) {
                throw new EOFException("the answer ended " + (range.length() - have) + " bytes early");
            }
            source.serving().received(count);
            have += count;
            source.received(count);
            if (have > most) {
                most = have;
                connections.progressed();
            }
        }
    }

    /**
     * Reads the end of the answer and returns the connection. A failure after the last byte is ignored, because all bytes
     * were received.
     */
    private void readEnd(ResponseInputStream<GetJobOutputResponse> in) throws IOException {
        boolean more = false;
        try {
            more = in.read() >= 0;
            if (!more) {
                in.close();
            }
        } catch (IOException e) {
            in.abort();
        }
        if (more) {
            source.discarded(have);
            have = 0;
            throw new UnexpectedAnswerException("the end after " + range.length() + " bytes", "more");
        }
    }

    private VerifiedRange verified() {
        LeafHashes leaves = hasher.finish();
        boolean compared = policy != ChecksumPolicy.none && answer.checksum() != null;
        if (compared && !answer.checksum().equalsIgnoreCase(leaves.treeHash())) {
            throw source.mismatch(range, answer.checksum(), leaves.treeHash(), false);
        }
        return new VerifiedRange(range, leaves, compared ? Proof.range : Proof.length, answer);
    }

    public ByteRange range() {
        return range;
    }

    /** The times of the last request; known after the range is fetched. */
    public Timing timing() {
        return timing;
    }

    /**
     * Aborts the download from another thread: drops the connection and prevents retries. Only a pause is interrupted,
     * because after an interrupt of a request the SDK would read its answer to the end.
     */
    public void abort() {
        synchronized (this) {
            aborted = true;
            if (pausing != null) {
                pausing.interrupt();
            }
        }
        ResponseInputStream<GetJobOutputResponse> in = open;
        if (in != null) {
            in.abort();
        }
    }
}
