package io.github.glacierjob.internal.egress.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The time that all nodes of a ledger share: the database's time, or the time of a clock that the user has set. The
 * database is queried once a minute, and at once after this machine slept or its clock was set. Between two queries,
 * the monotonic clock is added. Thread-safe.
 */
final class LedgerClock implements InstantSource {

    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    /**
     * The largest difference between the two clocks of this machine that does not count as a sleep or a change of the
     * clock.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final Sql sql;
    private final InstantSource clock;
    private final Supplier<RealMoment> moments;
    private Instant asked;
    private RealMoment askedAt;

    LedgerClock(Sql sql, InstantSource clock, Supplier<RealMoment> moments) {
        this.sql = sql;
        this.clock = clock;
        this.moments = moments;
    }

    @Override
    public Instant instant() {
        return clock == InstantSource.system() ? ofDatabase() : clock.instant();
    }

    private synchronized Instant ofDatabase() {
        RealMoment now = moments.get();
        if (asked == null || !askedAt.isWithin(ASKED_EVERY, now) || !askedAt.isInStep(TOLERANCE, now)) {
            asked = sql.query("SELECT CURRENT_TIMESTAMP AS T FROM {VERSION}", row -> Sql.instant(row, "T"))
                    .get(0);
            askedAt = now;
        }
        return asked.plusNanos(now.nanos() - askedAt.nanos());
    }
}
