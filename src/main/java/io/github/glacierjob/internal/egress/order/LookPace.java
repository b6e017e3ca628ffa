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
 * How often the service may be asked what has become of the jobs, all nodes together: one request for each archive, a tenth
 * of a request more, and 30 an hour while anything is waited for. Also how long jobs have taken here, and which node looks
 * now. All of it is in the vault's row. Thread-safe.
 */
final class LookPace {

    /** Looks that find nothing, for each archive that is ordered. */
    static final double FOR_AN_ORDER = 0.1;

    /** An archive that is noticed has used its own look, or has left it over. */
    static final double FOR_A_NOTICED = 1;

    private static final double AN_HOUR = 30;
    private static final double MOST_SAVED = 24 * AN_HOUR;
    private static final int LEASE_SECONDS = 120;

    /** The share of a new time in the time that is remembered. */
    private static final int REMEMBERED = 8;

    private final EgressVault vault;
    private final OrderSettings settings;

    LookPace(EgressVault vault, OrderSettings settings) {
        this.vault = vault;
        this.settings = settings;
    }

    /** Whether this node looks now: one at a time, and another one if it dies. */
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

    /** This node goes on looking. */
    void beat() {
        begin();
    }

    void end() {
        sql().update("UPDATE {VAULT} SET LOOKER = NULL WHERE VAULT_ARN = ? AND LOOKER = ?", vault.arn(), vault.node());
    }

    /** How long after its order a job is looked at first: as long as jobs take here, once that is known. */
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

    /** More looks, or fewer after requests. In a transaction of its own. */
    void add(double looks) {
        sql().update("UPDATE {VAULT} SET LOOKS_LEFT = LOOKS_LEFT + ? WHERE VAULT_ARN = ?", looks, vault.arn());
    }

    /** Requests were sent. */
    void spend(int requests) {
        add(-requests);
    }

    /** The looks that are left, with those of the time since the last call if anything was waited for in it. */
    double left(boolean waiting) {
        Instant now = vault.ledger().now();
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
