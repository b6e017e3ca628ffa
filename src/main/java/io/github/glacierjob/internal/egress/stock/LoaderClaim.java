package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the row of a vault, and claims its loader. Only the node whose name is in the row fetches or loads
 * an inventory. A node that has sent no heartbeat for a minute loses the claim if another node takes it, and can then
 * write nothing more. Thread-safe.
 */
final class LoaderClaim {

    private static final Logger LOG = LoggerFactory.getLogger(LoaderClaim.class);

    /** The claim uses the database's time, because a clock of the user may stand still. */
    private static final String LIVES = "LOADER_BEAT_AT >= CURRENT_TIMESTAMP - INTERVAL '60' SECOND";

    static final String QUERY = "SELECT V.*, CASE WHEN LOADER IS NOT NULL AND " + LIVES
            + " THEN 1 ELSE 0 END AS LIVES FROM {VAULT} V WHERE VAULT_ARN = ?";

    private final EgressVault vault;

    LoaderClaim(EgressVault vault) {
        this.vault = vault;
    }

    /** The vault's row; it is inserted if it does not exist. */
    VaultRow row() {
        return find().orElseGet(() -> {
            vault.ledger().addVault(vault.arn());
            return find().orElseThrow();
        });
    }

    private Optional<VaultRow> find() {
        return Sql.first(sql().query(QUERY, VaultRow::of, vault.arn()));
    }

    /** Takes the claim, unless another living node has it. */
    boolean take() {
        return sql().update(
                                "UPDATE {VAULT} SET LOADER = ?, LOADER_BEAT_AT = CURRENT_TIMESTAMP WHERE VAULT_ARN = ?"
                                        + " AND (LOADER IS NULL OR LOADER = ? OR NOT " + LIVES + ")",
                                vault.node(),
                                vault.arn(),
                                vault.node())
                == 1;
    }

    /** Sends a heartbeat. If it fails, the work continues, and the next commit checks the claim. */
    void beat() {
        try {
            sql().update(
                            "UPDATE {VAULT} SET LOADER_BEAT_AT = CURRENT_TIMESTAMP WHERE VAULT_ARN = ? AND LOADER = ?",
                            vault.arn(),
                            vault.node());
        } catch (RuntimeException e) {
            LOG.debug(
                    "Vault {}: the node that loads the inventory cannot store its heartbeat: {}",
                    vault.arn(),
                    e.toString());
        }
    }

    void release() {
        sql().update(
                        "UPDATE {VAULT} SET LOADER = NULL, LOADER_BEAT_AT = NULL WHERE VAULT_ARN = ? AND LOADER = ?",
                        vault.arn(),
                        vault.node());
    }

    /** Changes the row in its own transaction. */
    void update(String assignments, Object... values) {
        sql().inTransaction(connection -> update(connection, assignments, values));
    }

    /**
     * Changes the row in a transaction that needs the claim.
     *
     * @throws IllegalStateException if this node is not the loader any more
     */
    Void update(Connection connection, String assignments, Object... values) throws SQLException {
        Object[] all = Arrays.copyOf(values, values.length + 2);
        all[values.length] = vault.arn();
        all[values.length + 1] = vault.node();
        int changed = sql().update(
                        connection,
                        "UPDATE {VAULT} SET " + assignments
                                + ", LOADER_BEAT_AT = CURRENT_TIMESTAMP WHERE VAULT_ARN = ? AND LOADER = ?",
                        all);
        if (changed != 1) {
            throw new IllegalStateException("Vault " + vault.arn() + ": another node loads the inventory, because this"
                    + " node stored no heartbeat for a minute; nothing is lost");
        }
        return null;
    }

    String arn() {
        return vault.arn();
    }

    Instant now() {
        return vault.ledger().now();
    }

    Sql sql() {
        return vault.ledger().sql();
    }

    EgressVault vault() {
        return vault;
    }
}
