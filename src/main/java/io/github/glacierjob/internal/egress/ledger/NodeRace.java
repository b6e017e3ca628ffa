package io.github.glacierjob.internal.egress.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.RuntimeCamelException;

/**
 * Runs work that several nodes may begin at the same time. One node does it. On the other nodes it fails, and they
 * check whether it is done. PostgreSQL creates all tables at once. H2 commits each statement, so that other nodes see
 * only some of the tables for a while.
 */
final class NodeRace {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    /**
     * SQL states that another node causes: a row that it writes, a deadlock, a lock that it holds, and H2's answers if
     * two nodes create the same table.
     */
    private static final Set<String> BY_OTHERS = Set.of("23505", "40001", "40P01", "55P03", "HYT00", "90131");

    /** H2's answer if two nodes create the same index: each has checked before that it does not exist, and then waited for the other. */
    private static final String TWICE = "object already exists";

    private final BooleanSupplier done;
    private final BooleanSupplier begun;

    /**
     * Work that can be repeated.
     *
     * @param done  whether a node has done the work
     * @param begun whether a node may be doing the work now
     */
    NodeRace(BooleanSupplier done, BooleanSupplier begun) {
        this.done = done;
        this.begun = begun;
    }

    /** Work that has no check of its own: only its success shows that it is done. */
    NodeRace() {
        this(() -> false, () -> false);
    }

    /**
     * Does the work, or waits until another node has done it.
     *
     * @throws RuntimeCamelException the first failure, if another node is not its cause, or if the work is not done
     *                               within a minute
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
                if (!wait || !start.isWithin(LONGEST, RealMoment.now()) || !IndexChange.pause(PAUSE_MILLIS)) {
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
        return failure.getCause() instanceof SQLException e
                && (BY_OTHERS.contains(String.valueOf(e.getSQLState()))
                        || IndexChange.broke(e)
                        || IndexChange.isGeneral(e)
                                && String.valueOf(e.getMessage()).contains(TWICE));
    }
}
