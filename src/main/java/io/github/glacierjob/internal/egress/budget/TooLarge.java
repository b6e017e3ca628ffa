package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.text.Rejection;
import java.sql.Connection;
import java.sql.ResultSet;
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

    private static final int PAGE = 1000;
    private static final String LARGEST =
            "SELECT ARCHIVE_ID, DESCRIPTION, CREATED, SIZE_BYTES, TREE_HASH, STATE, CAUSE FROM {ARCHIVE}"
                    + " WHERE VAULT_ARN = ? AND STATE = 'LISTED' AND SIZE_BYTES IS NOT NULL"
                    + " ORDER BY SIZE_BYTES DESC, ARCHIVE_ID OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    private final EgressVault vault;
    private final Charges charges;

    public TooLarge(EgressVault vault) {
        this.vault = vault;
        this.charges = Charges.of(vault);
    }

    private record Archive(String id, Long size, boolean wanted) {}

    /**
     * Compares the archives of the ledger with the limits if they may have changed. Sends no request.
     *
     * @param wanted whether the filter wants the archive of a row
     * @throws IllegalArgumentException that names the limit and an archive that is too large
     */
    public void compare(Sql.Reader<Boolean> wanted) {
        Optional<String> arn = new VaultArn(vault).known();
        if (arn.isPresent()) {
            listAgain(arn.get());
            if (charges.limits().isAny()) {
                refuse(arn.get(), wanted);
            }
        }
    }

    private void refuse(String arn, Sql.Reader<Boolean> wanted) {
        Optional<String> refusal = Optional.of("");
        for (int start = 0; refusal.isPresent(); start += PAGE) {
            List<Archive> largest = sql().query(LARGEST, row -> archive(row, wanted), arn, start, PAGE);
            refusal = largest.isEmpty()
                    ? Optional.empty()
                    : charges.refusal(largest.get(largest.size() - 1).size());
            largest.stream().filter(Archive::wanted).findFirst().ifPresent(archive -> refuse(arn, archive));
        }
    }

    private Archive archive(ResultSet row, Sql.Reader<Boolean> wanted) throws SQLException {
        Long size = Sql.number(row, "SIZE_BYTES");
        return new Archive(
                row.getString("ARCHIVE_ID"), size, charges.refusal(size).isPresent() && wanted.read(row));
    }

    private void refuse(String arn, Archive archive) {
        charges.refusal(archive.size()).ifPresent(refusal -> {
            throw new IllegalArgumentException("Vault " + arn + ", archive " + Rejection.printable(archive.id())
                    + ": it is " + refusal + "; raise the limit, or exclude the archive with the option filter");
        });
    }

    private void listAgain(String arn) {
        List<Archive> skipped = sql().query(
                        "SELECT ARCHIVE_ID, SIZE_BYTES FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'SKIPPED'"
                                + " AND CAUSE LIKE '" + Limits.TOO_LARGE + "%'",
                        row -> new Archive(row.getString("ARCHIVE_ID"), Sql.number(row, "SIZE_BYTES"), true),
                        arn);
        for (Archive archive : skipped) {
            if (charges.refusal(archive.size()).isEmpty()) {
                sql().update(
                                "UPDATE {ARCHIVE} SET STATE = 'LISTED', CAUSE = NULL, DONE_AT = NULL WHERE "
                                        + Sql.OF_ARCHIVE + " AND " + Sql.STATE + " = 'SKIPPED' AND CAUSE LIKE '"
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
                        "UPDATE {ARCHIVE} SET STATE = ?, CAUSE = ?, DONE_AT = ? WHERE " + Sql.OF_ARCHIVE + " AND "
                                + Sql.STATE + " = 'LISTED' AND ORDER_ID IS NULL",
                        ArchiveState.SKIPPED,
                        cause,
                        vault.ledger().now(),
                        vault.arn(),
                        archiveId);
        if (skipped > 0) {
            LOG.warn("Vault {}, archive {}: SKIPPED: {}", vault.arn(), Rejection.printable(archiveId), cause);
        }
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
