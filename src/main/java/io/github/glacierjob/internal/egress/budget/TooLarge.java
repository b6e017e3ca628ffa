package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.text.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles archives that are too large for a limit, even if its window is empty. If the ledger has such archives, the
 * start fails. Such archives of a later inventory are skipped, and become LISTED again at a start with larger limits.
 * Thread-safe.
 */
public final class TooLarge {

    private static final Logger LOG = LoggerFactory.getLogger(TooLarge.class);

    private final EgressVault vault;
    private final Charges charges;

    public TooLarge(EgressVault vault) {
        this.vault = vault;
        this.charges = Charges.of(vault);
    }

    private record Archive(String id, Long size) {}

    /**
     * Compares the archives of the ledger with the limits if they may have changed. Sends no request.
     *
     * @throws IllegalArgumentException that names the limit and an archive that is too large
     */
    public void compare() {
        Optional<String> arn = new VaultArn(vault).known();
        if (arn.isPresent()) {
            listAgain(arn.get());
            if (charges.limits().isAny()) {
                refuse(arn.get());
            }
        }
    }

    private void refuse(String arn) {
        String largest = " AND STATE = 'LISTED' AND SIZE_BYTES IS NOT NULL ORDER BY SIZE_BYTES DESC"
                + " FETCH FIRST 1 ROWS ONLY";
        for (Archive archive : archives(arn, largest)) {
            charges.refusal(archive.size()).ifPresent(refusal -> {
                throw new IllegalArgumentException("Vault " + arn + ", archive "
                        + Rejection.printable(archive.id()) + ": it is " + refusal
                        + "; raise the limit, or exclude the archive with the option filter");
            });
        }
    }

    private void listAgain(String arn) {
        String skipped = " AND STATE = 'SKIPPED' AND CAUSE LIKE '" + Limits.TOO_LARGE + "%'";
        for (Archive archive : archives(arn, skipped)) {
            if (charges.refusal(archive.size()).isEmpty()) {
                sql().update(
                                "UPDATE {ARCHIVE} SET STATE = 'LISTED', CAUSE = NULL, DONE_AT = NULL WHERE VAULT_ARN = ?"
                                        + " AND ARCHIVE_ID = ? AND " + Sql.STATE + " = 'SKIPPED' AND CAUSE LIKE '"
                                        + Limits.TOO_LARGE + "%'",
                                arn,
                                archive.id());
            }
        }
    }

    /** Why an archive of this size is never ordered; empty if it may be ordered. */
    public Optional<String> refusal(Long size) {
        return charges.refusal(size);
    }

    /** Skips an archive that can never be ordered, so that others can follow. */
    public void skip(Connection connection, String archiveId, String cause) throws SQLException {
        int skipped = sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET STATE = ?, CAUSE = ?, DONE_AT = ? WHERE VAULT_ARN = ?"
                                + " AND ARCHIVE_ID = ? AND " + Sql.STATE + " = 'LISTED' AND ORDER_ID IS NULL",
                        ArchiveState.SKIPPED,
                        cause,
                        vault.ledger().now(),
                        vault.arn(),
                        archiveId);
        if (skipped > 0) {
            LOG.warn("Vault {}, archive {}: SKIPPED: {}", vault.arn(), Rejection.printable(archiveId), cause);
        }
    }

    private List<Archive> archives(String arn, String condition) {
        return sql().query(
                        "SELECT ARCHIVE_ID, SIZE_BYTES FROM {ARCHIVE} WHERE VAULT_ARN = ?" + condition,
                        row -> new Archive(row.getString("ARCHIVE_ID"), Sql.number(row, "SIZE_BYTES")),
                        arn);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
