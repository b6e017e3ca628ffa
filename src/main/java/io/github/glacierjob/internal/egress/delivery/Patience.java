package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.egress.claim.ClaimLostException;
import io.github.glacierjob.internal.text.Causes;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats work that the database does not accept now, until it succeeds or the consumer stops. Thread-safe. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES_PER_WARNING = 120;

    private boolean stopped;

    /**
     * Runs work until it succeeds.
     *
     * @throws ClaimLostException if the claim is lost
     * @throws RuntimeException   the last failure, if the consumer stops, or if a repetition cannot help
     */
    void until(Runnable work) {
        for (int tries = 0; true; tries++) {
            try {
                work.run();
                return;
            } catch (ClaimLostException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!mayHeal(e) || !pause()) {
                    throw e;
                }
                if (tries % TRIES_PER_WARNING == 0) {
                    LOG.warn("A commit waits for the database: {}", e.getMessage());
                }
            }
        }
    }

    /** Runs work once; a failure is only logged. */
    void once(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("The database did not accept a change: {}", e.getMessage());
        }
    }

    /** Whether a repetition may help: not after bad values or violated constraints. */
    private static boolean mayHeal(RuntimeException failure) {
        return Causes.first(failure, SQLException.class)
                .map(SQLException::getSQLState)
                .map(state -> !state.startsWith("22") && !state.startsWith("23"))
                .orElse(Causes.has(failure, SQLException.class));
    }

    /** Waits until the next try; returns false if the consumer stops. */
    private synchronized boolean pause() {
        try {
            if (!stopped) {
                wait(PAUSE.toMillis());
            }
            return !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all repetitions. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
