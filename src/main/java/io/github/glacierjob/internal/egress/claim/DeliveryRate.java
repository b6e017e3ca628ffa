package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rate of the deliveries of all nodes in a period. Immutable.
 *
 * @param since the beginning of the period; null if nothing has begun
 */
public record DeliveryRate(Instant since, double archivesPerHour, double bytesPerHour) {

    public static final DeliveryRate NONE = new DeliveryRate(null, 0, 0);

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * If the average archive is smaller than this many bytes, the rate of archives counts, because such a rate says
     * nothing about larger archives.
     */
    private static final long SMALL = 1 << 20;

    /**
     * Reads the rate of the last hour; empty if nothing was delivered in it. Only minutes with a delivery count, because
     * minutes of waiting for the service say nothing about the destination.
     */
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
                .filter(rate -> rate.archivesPerHour > 0 || rate.bytesPerHour > 0)
                .findFirst();
    }

    private static DeliveryRate of(ResultSet row) throws SQLException {
        return of(Sql.instant(row, "BEGUN"), row.getLong("M"), row.getLong("N"), row.getLong("B"));
    }

    /** The rate from a moment until now. */
    public static DeliveryRate of(Quantity delivered, Instant since, Instant now) {
        return since == null
                ? NONE
                : of(
                        since,
                        Duration.between(since, now).toMillis() / 60_000.0,
                        delivered.archives(),
                        delivered.bytes());
    }

    /** A period under a minute counts as a minute. */
    private static DeliveryRate of(Instant since, double minutes, long archives, long bytes) {
        double share = HOUR.toMinutes() / Math.max(1, minutes);
        return new DeliveryRate(since, archives * share, bytes * share);
    }

    public boolean isOfSmallArchives() {
        return bytesPerHour < archivesPerHour * SMALL;
    }

    /**
     * The time that the remaining archives take at this rate, by their number or by their bytes, whichever is longer;
     * empty if nothing is delivered.
     */
    public Optional<Duration> timeFor(Quantity rest) {
        double hours = Math.max(quotient(rest.archives(), archivesPerHour), quotient(rest.bytes(), bytesPerHour));
        return Double.isFinite(hours) ? Optional.of(Duration.ofMinutes(Math.round(hours * 60))) : Optional.empty();
    }

    private static double quotient(long rest, double perHour) {
        return rest == 0 ? 0 : rest / perHour;
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("since", since == null ? null : since.toString());
        map.put("archivesPerHour", Math.round(archivesPerHour));
        map.put("bytesPerHour", Math.round(bytesPerHour));
        return map;
    }
}
