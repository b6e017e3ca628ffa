package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.initiation.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits the number of looks, which are requests for the state of jobs, for all nodes together: one look for each
 * archive, a tenth of a look more, and 30 an hour while an archive is ORDERED. It also stores how long jobs have taken,
 * and which node looks now. All of it is in the vault's row. Thread-safe.
 */
final class LookPace {

    /** The looks without a result that are allowed for each order. */
    static final double FOR_AN_ORDER = 0.1;

    /**
     * The look that is allowed for each archive whose job is found to have ended, whether by this look or without it.
     */
    static final double FOR_A_NOTICED = 1;

    private static final double AN_HOUR = 30;
    private static final double MOST_SAVED = 24 * AN_HOUR;

    /**
     * The largest number of looks that are owed. The job list may be many pages longer than expected, because other
     * programs have jobs in it too. Without this limit, no look would be allowed for days, and outputs would expire.
     */
    private static final double MOST_OWED = AN_HOUR;

    private static final int LEASE_SECONDS = 120;

    /** A stored duration changes by its difference to the new one, divided by this number. */
    private static final int REMEMBERED = 8;

    private final EgressVault vault;
    private final OrderSettings settings;

    LookPace(EgressVault vault, OrderSettings settings) {
        this.vault = vault;
        this.settings = settings;
    }

    /**
     * Takes the right to look, which one node has at a time; returns false if another living node has it. A node that
     * has the right keeps it: the call is its heartbeat.
     */
    boolean begin() {
        return sql().update(
                                "UPDATE {VAULT} SET LOOKER = ?, LOOKER_BEAT_AT = CURRENT_TIMESTAMP WHERE VAULT_ARN = ?"
                                        + " AND (LOOKER IS NULL OR LOOKER = ? OR LOOKER_BEAT_AT < CURRENT_TIMESTAMP - INTERVAL '"
                                        + LEASE_SECONDS + "' SECOND)",
                                vault.node(),
                                vault.arn(),
                                vault.node())
                > 0;
    }

    void end() {
        sql().update("UPDATE {VAULT} SET LOOKER = NULL WHERE VAULT_ARN = ? AND LOOKER = ?", vault.arn(), vault.node());
    }

    /**
     * How long after its order a job is first looked at: the usual duration of jobs in this vault once that is known,
     * otherwise a default.
     */
    Duration expected(Connection connection, Tier tier) throws SQLException {
        return Sql.first(sql().query(
                                connection,
                                "SELECT " + column(tier) + " AS MS FROM {VAULT} WHERE VAULT_ARN = ?",
                                row -> Optional.ofNullable(Sql.number(row, "MS")),
                                vault.arn()))
                .flatMap(known -> known)
                .map(Duration::ofMillis)
                .orElse(settings.firstLook(tier));
    }

    /**
     * Stores how long jobs took. Runs in its own transaction, so that no transaction that has locked other rows waits
     * for the vault's row.
     */
    void learn(Tier tier, Duration taken) {
        String column = column(tier);
        sql().update(
                        "UPDATE {VAULT} SET " + column + " = COALESCE(" + column + " + (CAST(? AS BIGINT) - " + column
                                + ") / " + REMEMBERED + ", CAST(? AS BIGINT)) WHERE VAULT_ARN = ?",
                        taken.toMillis(),
                        taken.toMillis(),
                        vault.arn());
    }

    private static String column(Tier tier) {
        return tier.toString().toUpperCase(Locale.ROOT) + "_MS";
    }

    /** Adds looks, or removes them if the number is negative. Runs in its own transaction. */
    void add(double looks) {
        sql().update(
                        "UPDATE {VAULT} SET LOOKS_LEFT = GREATEST(LOOKS_LEFT + ?, -" + MOST_OWED
                                + ") WHERE VAULT_ARN = ?",
                        looks,
                        vault.arn());
    }

    /** Removes looks for requests that were sent. */
    void spend(int requests) {
        add(-requests);
    }

    /**
     * The number of looks that are left.
     *
     * @param now     a time before it was read whether an archive is ORDERED: an order after that time still counts
     *                from its beginning
     * @param waiting whether an archive is ORDERED: then the looks for the time since the last call are added
     */
    double left(Instant now, boolean waiting) {
        return sql().inTransaction(connection -> {
            Optional<Left> row = Sql.first(sql().query(
                            connection,
                            "SELECT LOOKS_LEFT, LOOKS_AT FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE",
                            found -> new Left(found.getDouble("LOOKS_LEFT"), Sql.instant(found, "LOOKS_AT")),
                            vault.arn()));
            double left = row.map(known -> known.at(now, waiting)).orElse(0.0);
            sql().update(
                            connection,
                            "UPDATE {VAULT} SET LOOKS_LEFT = ?, LOOKS_AT = ? WHERE VAULT_ARN = ?",
                            left,
                            now,
                            vault.arn());
            return left;
        });
    }

    private record Left(double looks, Instant since) {

        double at(Instant now, boolean waiting) {
            if (!waiting || since == null || now.isBefore(since) || looks > MOST_SAVED) {
                return looks;
            }
            double hours = Duration.between(since, now).toMillis()
                    / (double) Duration.ofHours(1).toMillis();
            return Math.min(MOST_SAVED, looks + hours * AN_HOUR);
        }
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
