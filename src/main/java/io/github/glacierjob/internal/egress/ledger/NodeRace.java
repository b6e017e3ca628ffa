package io.github.glacierjob.internal.egress.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.RuntimeCamelException;

/**
 * Work that several nodes may begin at the same moment. One of them does it; it fails for the others, which look whether it is
 * done. Tables appear at once on PostgreSQL. H2 commits each statement, so that others see a part of them for a while.
 */
final class NodeRace {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    /** A row that another node writes, a deadlock, a lock that another node holds, and what H2 answers when two make the same. */
    private static final Set<String> BY_OTHERS = Set.of("23505", "40001", "40P01", "55P03", "HYT00", "90131", "HY000");

    private final BooleanSupplier done;
    private final BooleanSupplier begun;

    /**
     * Work that can be repeated.
     *
     * @param done  whether a node has done it
     * @param begun whether a node may be doing it now
     */
    NodeRace(BooleanSupplier done, BooleanSupplier begun) {
        this.done = done;
        this.begun = begun;
    }

    /** Work of which only its success shows that it is done. */
    NodeRace() {
        this(() -> false, () -> false);
    }

    /**
     * Does the work, or waits until another node has done it.
     *
     * @throws RuntimeCamelException the first failure, if no other node is the reason, or if it has not done it in a minute
     */
    void run(Runnable work) {
        RealMoment start = RealMoment.now();
        RuntimeCamelException first = null;
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeCamelException e) {
                first = first == null ? e : first;
                if (isDone(first)) {
                    return;
                }
                boolean wait = isByOthers(e) || begun.getAsBoolean();
                if (!wait || !start.isWithin(LONGEST, RealMoment.now()) || !pause()) {
                    throw first;
                }
            }
        }
    }

    private boolean isDone(RuntimeCamelException failure) {
        try {
            return done.getAsBoolean();
        } catch (RuntimeCamelException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static boolean isByOthers(RuntimeCamelException failure) {
        return failure.getCause() instanceof SQLException e && BY_OTHERS.contains(String.valueOf(e.getSQLState()));
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
