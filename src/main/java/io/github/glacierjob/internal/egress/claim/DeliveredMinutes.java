package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what this node has received and delivered in each minute; the rate of the last hour is calculated from it. A
 * count that cannot be stored is added to the next one. Thread-safe.
 */
final class DeliveredMinutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredMinutes.class);

    /** Older rows are removed: only the last hour is needed. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final EgressVault vault;
    private long archives;
    private long bytes;

    DeliveredMinutes(EgressVault vault) {
        this.vault = vault;
    }

    synchronized void add(long moreArchives, long moreBytes) {
        archives += moreArchives;
        bytes += moreBytes;
        if (archives > 0 || bytes > 0) {
            write();
        }
    }

    private void write() {
        try {
            Instant minute = vault.ledger().now().truncatedTo(ChronoUnit.MINUTES);
            vault.ledger().sql().inTransaction(connection -> write(connection, minute));
            archives = 0;
            bytes = 0;
        } catch (RuntimeException e) {
            LOG.debug("The deliveries of this minute cannot be stored now; they are counted later", e);
        }
    }

    private int write(Connection connection, Instant minute) throws SQLException {
        Sql sql = vault.ledger().sql();
        int met = sql.update(
                connection,
                "UPDATE {MINUTE} SET ARCHIVES = ARCHIVES + ?, BYTES = BYTES + ?"
                        + " WHERE VAULT_ARN = ? AND MINUTE_AT = ? AND NODE = ?",
                archives,
                bytes,
                vault.arn(),
                minute,
                vault.node());
        return met > 0 ? met : begin(connection, minute);
    }

    /** Inserts the row of a new minute, and removes old rows. */
    private int begin(Connection connection, Instant minute) throws SQLException {
        Sql sql = vault.ledger().sql();
        sql.update(
                connection,
                "DELETE FROM {MINUTE} WHERE VAULT_ARN = ? AND MINUTE_AT < ?",
                vault.arn(),
                minute.minus(KEPT));
        return sql.update(
                connection,
                "INSERT INTO {MINUTE} (VAULT_ARN, NODE, MINUTE_AT, ARCHIVES, BYTES) VALUES (?, ?, ?, ?, ?)",
                vault.arn(),
                vault.node(),
                minute,
                archives,
                bytes);
    }
}
