package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when no node may order, and why: columns of the vault's row, which a node locks before it orders. A node that
 * has other limits than the one that set a moment because of its limits does not obey it. Thread-safe.
 */
public final class OrderGate {

    private static final Logger LOG = LoggerFactory.getLogger(OrderGate.class);

    private static final int LONGEST_CAUSE = 1000;
    private static final int LONGEST_LIMITS = 200;

    private final EgressVault vault;
    private final String limits;

    /**
     * Why no orders go out.
     *
     * @param cause   for people
     * @param atLimit whether a limit leaves no room, of the options or of the account; otherwise the service decides
     */
    public record Held(String cause, boolean atLimit) {}

    public OrderGate(EgressVault vault) {
        this.vault = vault;
        String text = Limits.of(vault.options()).toString();
        this.limits = text.substring(0, Math.min(text.length(), LONGEST_LIMITS));
    }

    /**
     * Locks the vault's row; false if there is none, or if orders are held back now.
     *
     * @param extensions whether the question is about extensions, which may be smaller than the order that exceeded
     *     the limit
     */
    public boolean isOpen(Connection connection, boolean extensions) throws SQLException {
        Instant now = vault.ledger().now();
        return sql().query(
                        connection,
                        "SELECT ORDER_AT, ORDER_LIMITS FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE",
                        row -> {
                            Instant until = Sql.instant(row, "ORDER_AT");
                            String of = row.getString("ORDER_LIMITS");
                            boolean obeyed = of == null || of.equals(limits) && !extensions;
                            return until == null || !now.isBefore(until) || !obeyed;
                        },
                        vault.arn())
                .contains(true);
    }

    /** No node orders anything before then. A later moment that is set already stays. */
    public void hold(Duration pause, String cause) {
        Instant until = vault.ledger().now().plus(pause);
        int changed = sql().update(
                        "UPDATE {VAULT} SET ORDER_AT = ?, ORDER_CAUSE = ?, ORDER_LIMITS = NULL WHERE VAULT_ARN = ?"
                                + " AND (ORDER_AT IS NULL OR ORDER_AT < ? OR ORDER_LIMITS IS NOT NULL)",
                        until,
                        cut(cause),
                        vault.arn(),
                        until);
        if (changed > 0) {
            LOG.debug("Vault {}: no orders before {}: {}", vault.arn(), until, cause);
        }
    }

    /** The limits leave no room before then. The vault's row is locked, and open. */
    void full(Connection connection, Instant until, String cause) throws SQLException {
        sql().update(
                        connection,
                        "UPDATE {VAULT} SET ORDER_AT = ?, ORDER_CAUSE = ?, ORDER_LIMITS = ? WHERE VAULT_ARN = ?",
                        SpentRows.roundedUp(until),
                        cut(cause),
                        limits,
                        vault.arn());
        LOG.debug("Vault {}: no orders before {}: {}", vault.arn(), until, cause);
    }

    private static String cut(String cause) {
        return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
    }

    /** Why no orders go out now; empty if they may. */
    public Optional<Held> held() {
        return Sql.first(sql().query(
                        "SELECT ORDER_CAUSE, ORDER_LIMITS FROM {VAULT} WHERE VAULT_ARN = ? AND ORDER_AT > ?"
                                + " AND ORDER_CAUSE IS NOT NULL",
                        row -> new Held(row.getString("ORDER_CAUSE"), row.getString("ORDER_LIMITS") != null),
                        vault.arn(),
                        vault.ledger().now()));
    }

    /** Orders go out: the reason of the last pause is over, or it was another budget. */
    public void goesOn() {
        sql().update(
                        "UPDATE {VAULT} SET ORDER_AT = NULL, ORDER_CAUSE = NULL, ORDER_LIMITS = NULL WHERE VAULT_ARN = ?"
                                + " AND ORDER_CAUSE IS NOT NULL AND (ORDER_AT <= ? OR ORDER_LIMITS <> ?)",
                        vault.arn(),
                        vault.ledger().now(),
                        limits);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
