package io.github.glacierjob.internal.egress.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that all nodes of a ledger share: the database's, or that of the clock that a user has set. The database is asked
 * once a minute; between, this process's monotonic clock goes on. Thread-safe.
 */
final class LedgerClock implements InstantSource {

    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    private final Sql sql;
    private final InstantSource clock;
    private Instant asked;
    private long askedNanos;

    LedgerClock(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock == InstantSource.system() ? ofDatabase() : clock.instant();
    }

    private synchronized Instant ofDatabase() {
        long nanos = System.nanoTime();
        if (asked == null || nanos - askedNanos > ASKED_EVERY.toNanos()) {
            asked = sql.query("SELECT CURRENT_TIMESTAMP AS T FROM {VERSION}", row -> Sql.instant(row, "T"))
                    .get(0);
            askedNanos = nanos;
        }
        return asked.plusNanos(nanos - askedNanos);
    }
}
