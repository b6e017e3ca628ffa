package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.DigestRun;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues the digests of an output chunk by chunk, each chunk as soon as it and all chunks before it have arrived. So
 * they are known before the reader wants the chunk, and nobody changes its bytes. A reader that waits for a chunk
 * computes them itself, and so does one for which no thread was free: nothing waits for a thread. Thread-safe.
 */
final class DigestsAhead {

    private static final Logger LOG = LoggerFactory.getLogger(DigestsAhead.class);

    private final DigestPlan plan;
    private final boolean needsBytes;
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

    /** One chunk at a time. It is fair, so that the reader gets its chunk before further ones are computed. */
    private final Lock turn = new ReentrantLock(true);

    private DigestRun all;
    private Throwable failure;
    private volatile boolean readerWaits;

    DigestsAhead(DigestPlan plan) {
        this.plan = plan;
        this.needsBytes = plan.needsBytes();
        this.all = plan.before();
    }

    DigestPlan plan() {
        return plan;
    }

    /** Adds the chunk that follows the last added one. */
    Step add() {
        Step step = new Step();
        steps.add(step);
        return step;
    }

    /**
     * Leaves the next chunk to the reader, which waits for it now. Another thread would only take the processor from the
     * request that the reader sends first.
     */
    void leaveToReader() {
        readerWaits = true;
    }

    /** Begins no more steps. A step that runs now ends by itself, soon. */
    void stop() {
        steps.clear();
    }

    private void goOnAside() {
        if (needsBytes) {
            try {
                plan.threads().execute(this::goOn);
            } catch (RejectedExecutionException e) {
                LOG.debug("The reader computes the digests", e);
            }
        }
    }

    private void goOn() {
        boolean more = true;
        while (more) {
            turn.lock();
            try {
                more = next();
            } finally {
                turn.unlock();
            }
        }
    }

    /** Computes the next step, in this thread's turn; returns false if its chunk has not arrived. */
    private boolean next() {
        Step step = steps.peek();
        boolean may = hasArrived(step) && failure == null;
        if (may) {
            step.compute();
            steps.poll();
        }
        return may;
    }

    private static boolean hasArrived(Step step) {
        return step != null && step.arrived != null;
    }

    /** The bytes of a chunk, and the digests of these bytes alone. */
    private record Arrived(byte[] bytes, DigestRun digests) {}

    /** The digests up to the end of one chunk. */
    final class Step {

        private volatile Arrived arrived;
        private DigestRun result;

        /** Takes the chunk, when all its bytes have arrived. The bytes are not kept after they were used. */
        void arrived(byte[] bytes, DigestRun digests) {
            arrived = new Arrived(bytes, digests);
            if (!readerWaits) {
                goOnAside();
            }
        }

        private void compute() {
            try {
                all = all.followedBy(arrived.bytes, arrived.digests);
                result = all;
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                arrived = null;
            }
        }

        /**
         * Waits for the digests of all bytes up to the end of this chunk, which has arrived.
         *
         * @throws IllegalStateException if they could not be computed, for this chunk or for one before it
         */
        DigestRun await() {
            readerWaits = false;
            DigestRun known = inTurn();
            if (hasArrived(steps.peek())) {
                goOnAside();
            }
            return known;
        }

        private DigestRun inTurn() {
            turn.lock();
            try {
                boolean more = true;
                while (result == null && more) {
                    more = next();
                }
                if (failure != null) {
                    throw new IllegalStateException("The digests could not be computed: " + failure, failure);
                }
                if (result == null) {
                    throw new CancellationException("The download was stopped");
                }
                return result;
            } finally {
                turn.unlock();
            }
        }
    }
}
