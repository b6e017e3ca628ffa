package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.egress.claim.ClaimLostException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what the database does not take now, until it does or the consumer stops. Thread-safe. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES_PER_WARNING = 120;

    private boolean stopped;

    /**
     * Runs work until it succeeds.
     *
     * @throws ClaimLostException if the claim is lost
     * @throws RuntimeException   what it threw last: the consumer stops, or the database will never take it
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

    /** Runs work that does no harm if it fails. */
    void once(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("The database did not accept a change: {}", e.getMessage());
        }
    }

    /** Bad values and violated constraints stay so. */
    private static boolean mayHeal(RuntimeException failure) {
        return Trouble.find(failure, SQLException.class)
                .map(SQLException::getSQLState)
                .map(state -> !state.startsWith("22") && !state.startsWith("23"))
                .orElse(Trouble.find(failure, SQLException.class).isPresent());
    }

    /** Returns false if the consumer stops. */
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

    /** What fails from now on is not repeated. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
