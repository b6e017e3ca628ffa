package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.job.CompletedJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many archives may be ordered now, all nodes together. Whoever asks holds the vault's row, so that no two nodes spend
 * the same allowance. Thread-safe.
 */
final class Pace {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private static final long UNTIL_KNOWN_JOBS = 1000;
    private static final long UNTIL_KNOWN_BYTES = 100L << 30;
    private static final long LIFE_HOURS = CompletedJob.OUTPUT_LIFETIME.toHours();

    /** Of smaller archives the number that is delivered in an hour counts, and says nothing of larger ones. */
    private static final long SMALL = 1 << 20;

    private final EgressVault vault;
    private final OrderSettings settings;

    Pace(EgressVault vault, OrderSettings settings) {
        this.vault = vault;
        this.settings = settings;
    }

    /** What may be ordered; with nothing in flight one archive, whatever its size. */
    record Allowance(long archives, long bytes, boolean oneAnyway) {

        static final Allowance NONE = new Allowance(0, 0, false);
    }

    /** What was delivered in an hour, counted in the minutes of the last hour in which anything was. */
    record Rate(long archivesPerHour, long bytesPerHour) {

        boolean isOfSmallArchives() {
            return bytesPerHour < archivesPerHour * SMALL;
        }
    }

    private record InFlight(long archives, long bytes) {

        InFlight plus(InFlight other) {
            return new InFlight(archives + other.archives, bytes + other.bytes);
        }
    }

    /** Locks the vault's row; false if there is none, or if orders are held back now. */
    boolean isOpen(Connection connection) throws SQLException {
        Instant now = vault.ledger().now();
        List<Boolean> open = sql().query(
                        connection,
                        "SELECT ORDER_AT FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE",
                        row -> Optional.ofNullable(Sql.instant(row, "ORDER_AT"))
                                .filter(now::isBefore)
                                .isEmpty(),
                        vault.arn());
        return open.contains(true);
    }

    /** What may be ordered beside what is in flight. The vault's row is locked. */
    Allowance allowance(Connection connection) throws SQLException {
        InFlight inFlight = inFlight(connection);
        long archives = settings.jobsInFlight();
        long bytes = UNTIL_KNOWN_BYTES;
        Optional<Rate> rate = rate(connection);
        if (rate.isEmpty()) {
            archives = Math.min(archives, UNTIL_KNOWN_JOBS);
        } else if (rate.get().isOfSmallArchives()) {
            archives = Math.min(archives, Math.max(UNTIL_KNOWN_JOBS, rate.get().archivesPerHour() * LIFE_HOURS));
        } else {
            bytes = rate.get().bytesPerHour() * LIFE_HOURS;
        }
        return new Allowance(archives - inFlight.archives(), bytes - inFlight.bytes(), inFlight.archives() == 0);
    }

    private InFlight inFlight(Connection connection) throws SQLException {
        String ordered = "SELECT COUNT(*) AS N,"
                + " COALESCE(SUM(GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0)), 0) AS B"
                + " FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = ?";
        String open = "SELECT COUNT(*) AS N, COALESCE(SUM(COALESCE(SIZE_BYTES, 0)), 0) AS B FROM {ORDERS}"
                + " WHERE VAULT_ARN = ? AND STATE = ? AND NOT EXTENSION";
        // One query for each state: of an index on vault and state, H2 uses the vault only for a list of states.
        return inFlight(connection, ordered, "ORDERED")
                .plus(inFlight(connection, ordered, "READY"))
                .plus(inFlight(connection, open, "OPEN"))
                .plus(inFlight(connection, open, "UNCLEAR"));
    }

    private InFlight inFlight(Connection connection, String counted, String state) throws SQLException {
        return sql().query(
                        connection,
                        counted,
                        row -> new InFlight(row.getLong("N"), row.getLong("B")),
                        vault.arn(),
                        state)
                .get(0);
    }

    /** The rate of the last hour; empty if nothing was delivered in it. */
    Optional<Rate> rate(Connection connection) throws SQLException {
        return sql().query(
                        connection,
                        "SELECT COUNT(DISTINCT MINUTE_AT) AS M, COALESCE(SUM(ARCHIVES), 0) AS N,"
                                + " COALESCE(SUM(BYTES), 0) AS B FROM {MINUTE} WHERE VAULT_ARN = ? AND MINUTE_AT > ?",
                        row -> rate(row.getLong("M"), row.getLong("N"), row.getLong("B")),
                        vault.arn(),
                        vault.ledger().now().minus(Duration.ofHours(1)))
                .get(0);
    }

    private static Optional<Rate> rate(long minutes, long archives, long bytes) {
        boolean known = minutes > 0 && (archives > 0 || bytes > 0);
        return known
                ? Optional.of(new Rate(archives * 60 / minutes, (long) (bytes * (60.0 / minutes))))
                : Optional.empty();
    }

    /** No node orders anything before then. A later moment that is set already stays. */
    void hold(Duration pause, String cause) {
        EgressLedger ledger = vault.ledger();
        Instant until = ledger.now().plus(pause);
        int changed = sql().update(
                        "UPDATE {VAULT} SET ORDER_AT = ?, ORDER_CAUSE = ? WHERE VAULT_ARN = ?"
                                + " AND (ORDER_AT IS NULL OR ORDER_AT < ?)",
                        until,
                        cause,
                        vault.arn(),
                        until);
        if (changed > 0) {
            LOG.debug("Vault {}: no orders before {}: {}", settings.vault(), until, cause);
        }
    }

    /** Why no orders go out now; empty if they may. */
    Optional<String> cause() {
        return Sql.first(sql().query(
                        "SELECT ORDER_CAUSE FROM {VAULT} WHERE VAULT_ARN = ? AND ORDER_AT > ? AND ORDER_CAUSE IS NOT NULL",
                        row -> row.getString("ORDER_CAUSE"),
                        vault.arn(),
                        vault.ledger().now()));
    }

    /** Orders succeed: the reason of the last pause is over. */
    void goesOn() {
        sql().update(
                        "UPDATE {VAULT} SET ORDER_AT = NULL, ORDER_CAUSE = NULL WHERE VAULT_ARN = ?"
                                + " AND ORDER_CAUSE IS NOT NULL AND ORDER_AT <= ?",
                        vault.arn(),
                        vault.ledger().now());
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
