package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery rate of all nodes in the last hour. Only minutes with a delivery count, because minutes of waiting for
 * the service say nothing about the destination. Immutable.
 *
 * @param since   the first minute with a delivery
 * @param minutes the number of minutes with a delivery
 */
public record DeliveryRate(Instant since, long minutes, long archives, long bytes) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final double MINUTES = HOUR.toMinutes();

    /**
     * If the average archive is smaller than this many bytes, the rate of archives counts, because such a rate says
     * nothing about larger archives.
     */
    private static final long SMALL = 1 << 20;

    /** Reads the rate; empty if nothing was delivered in the last hour. */
    public static Optional<DeliveryRate> read(Sql sql, Connection connection, String vaultArn, Instant now)
            throws SQLException {
        return sql
                .query(
                        connection,
                        "SELECT COUNT(DISTINCT MINUTE_AT) AS M, COALESCE(SUM(ARCHIVES), 0) AS N,"
                                + " COALESCE(SUM(BYTES), 0) AS B, MIN(MINUTE_AT) AS BEGUN FROM {MINUTE}"
                                + " WHERE VAULT_ARN = ? AND MINUTE_AT > ?",
                        DeliveryRate::of,
                        vaultArn,
                        now.minus(HOUR))
                .stream()
                .filter(rate -> rate.minutes > 0 && (rate.archives > 0 || rate.bytes > 0))
                .findFirst();
    }

    private static DeliveryRate of(ResultSet row) throws SQLException {
        return new DeliveryRate(Sql.instant(row, "BEGUN"), row.getLong("M"), row.getLong("N"), row.getLong("B"));
    }

    public double archivesPerHour() {
        return archives * (MINUTES / minutes);
    }

    public double bytesPerHour() {
        return bytes * (MINUTES / minutes);
    }

    public boolean isOfSmallArchives() {
        return bytesPerHour() < archivesPerHour() * SMALL;
    }
}
