package io.github.glacierjob.repository;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** Claims whose age the test sets, with access to their heartbeats. */
public final class ClaimsByClock {

    private ClaimsByClock() {}

    public static JdbcClaimRepository repository(DataSource database, LongSupplier nanoTime) {
        return new JdbcClaimRepository(database, nanoTime, InstantSource.system());
    }

    /** The heartbeat of the only claim; -1 if there is no claim. */
    public static long beat(JdbcClaimRepository claims) {
        return claims.query("SELECT BEAT FROM %s", rows -> rows.next() ? rows.getLong(1) : -1L);
    }
}
