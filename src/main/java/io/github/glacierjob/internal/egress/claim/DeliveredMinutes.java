package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has received and delivered in each minute, of which the rate of the last hour is made. A count that the
 * database does not take is added to the next one. Thread-safe.
 */
final class DeliveredMinutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredMinutes.class);

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
            int met = vault.ledger()
                    .sql()
                    .update(
                            "UPDATE {MINUTE} SET ARCHIVES = ARCHIVES + ?, BYTES = BYTES + ?"
                                    + " WHERE VAULT_ARN = ? AND MINUTE_AT = ? AND NODE = ?",
                            archives,
                            bytes,
                            vault.arn(),
                            minute,
                            vault.node());
            if (met == 0) {
                vault.ledger()
                        .sql()
                        .update(
                                "INSERT INTO {MINUTE} (VAULT_ARN, NODE, MINUTE_AT, ARCHIVES, BYTES) VALUES (?, ?, ?, ?, ?)",
                                vault.arn(),
                                vault.node(),
                                minute,
                                archives,
                                bytes);
            }
            archives = 0;
            bytes = 0;
        } catch (RuntimeException e) {
            LOG.debug("What was delivered in this minute is counted later", e);
        }
    }
}
