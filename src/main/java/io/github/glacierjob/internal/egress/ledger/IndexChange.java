package io.github.glacierjob.internal.egress.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a statement that H2 breaks because another connection creates an index of the same table. H2 reads the list
 * of a table's indexes without a lock. A statement that does so while an index is added fails, and has changed nothing.
 * H2 also locks a table while it builds an index of it.
 */
final class IndexChange {

    private static final int GENERAL_ERROR = 50000;
    private static final int LOCK_TIMEOUT = 50200;

    /** In the message also if the database is in another process, and the cause is not known here. */
    private static final String CHANGED_LIST = "\"" + ConcurrentModificationException.class.getName();

    private static final int TRIES = 50;
    private static final long PAUSE_MILLIS = 5;
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(5);

    /** A statement that can be executed again after it has failed. */
    @FunctionalInterface
    interface Execution<T> {

        T run() throws SQLException;
    }

    /** Whether an index is being built now. */
    @FunctionalInterface
    interface Building {

        boolean isNow() throws SQLException;
    }

    private IndexChange() {}

    /**
     * Executes a statement, again if an index change broke it.
     *
     * @param building called only after the statement has waited too long for a lock
     */
    static <T> T repeat(Building building, Execution<T> statement) throws SQLException {
        RealMoment begun = RealMoment.now();
        int broken = 0;
        while (true) {
            try {
                return statement.run();
            } catch (SQLException e) {
                broken += broke(e) ? 1 : 0;
                boolean again = broke(e)
                        ? broken < TRIES && pause(PAUSE_MILLIS)
                        : e.getErrorCode() == LOCK_TIMEOUT
                                && begun.isWithin(LONGEST_BUILD, RealMoment.now())
                                && building.isNow();
                if (!again) {
                    throw e;
                }
            }
        }
    }

    /** Whether H2 broke a statement because the list of indexes changed. */
    static boolean broke(SQLException failure) {
        return isGeneral(failure) && String.valueOf(failure.getMessage()).contains(CHANGED_LIST);
    }

    /** Whether the failure is H2's general error: an exception in its own code, whose class is in the message. */
    static boolean isGeneral(SQLException failure) {
        return failure.getErrorCode() == GENERAL_ERROR;
    }

    /** Whether a failed statement may succeed if it is repeated. */
    static boolean mayHaveBroken(SQLException failure) {
        return broke(failure) || failure.getErrorCode() == LOCK_TIMEOUT;
    }

    /** Waits before a repetition; returns false if the thread is interrupted. */
    static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
