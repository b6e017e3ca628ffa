package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores until when no node may order, and why. These are columns of the vault's row, which a node locks before it
 * orders. If a node's limits set the moment, only nodes with the same limits obey it. Thread-safe.
 */
public final class OrderGate {

    private static final Logger LOG = LoggerFactory.getLogger(OrderGate.class);

    private static final int LONGEST_CAUSE = 1000;
    private static final int LONGEST_LIMITS = 200;

    private final EgressVault vault;
    private final String limits;

    /**
     * Why orders are held back.
     *
     * @param cause   a text for people
     * @param atLimit whether a limit of the options or of the account is reached; otherwise the service refuses orders
     */
    public record Held(String cause, boolean atLimit) {}

    public OrderGate(EgressVault vault) {
        this.vault = vault;
        this.limits = StringHelper.limitLength(Limits.of(vault.options()).toString(), LONGEST_LIMITS);
    }

    /**
     * Locks the vault's row; returns false if there is no such row, or if orders are held back now.
     *
     * @param extensions whether extensions are to be ordered: one may fit even if a larger order did not
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

    /** Holds back the orders of all nodes for a time. A later moment that is already set stays. */
    public void hold(Duration pause, String cause) {
        Instant until = vault.ledger().now().plus(pause);
        int changed = sql().update(
                        "UPDATE {VAULT} SET ORDER_AT = ?, ORDER_CAUSE = ?, ORDER_LIMITS = NULL WHERE VAULT_ARN = ?"
                                + " AND (ORDER_AT IS NULL OR ORDER_AT < ? OR ORDER_LIMITS IS NOT NULL)",
                        until,
                        StringHelper.limitLength(cause, LONGEST_CAUSE),
                        vault.arn(),
                        until);
        if (changed > 0) {
            LOG.debug("Vault {}: no orders before {}: {}", vault.arn(), until, cause);
        }
    }

    /** Holds back orders until the limits have room. The caller has locked the vault's row, and found the gate open. */
    void full(Connection connection, Instant until, String cause) throws SQLException {
        sql().update(
                        connection,
                        "UPDATE {VAULT} SET ORDER_AT = ?, ORDER_CAUSE = ?, ORDER_LIMITS = ? WHERE VAULT_ARN = ?",
                        SpentRows.roundedUp(until),
                        StringHelper.limitLength(cause, LONGEST_CAUSE),
                        limits,
                        vault.arn());
        LOG.debug("Vault {}: no orders before {}: {}", vault.arn(), until, cause);
    }

    /** Why orders are held back now; empty if they are not. */
    public Optional<Held> held() {
        return Sql.first(sql().query(
                        "SELECT ORDER_CAUSE, ORDER_LIMITS FROM {VAULT} WHERE VAULT_ARN = ? AND ORDER_AT > ?"
                                + " AND ORDER_CAUSE IS NOT NULL",
                        row -> new Held(row.getString("ORDER_CAUSE"), row.getString("ORDER_LIMITS") != null),
                        vault.arn(),
                        vault.ledger().now()));
    }

    /** Removes a hold that has ended, or that other limits have set. */
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
