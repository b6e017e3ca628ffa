package io.github.glacierjob.internal.egress.proof;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.egress.GlacierEgressConstants;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import java.time.Instant;
import org.apache.camel.Message;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the rows of archives that are proved after their delivery. Thread-safe. */
final class DeliveredRows {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredRows.class);
    private static final int LONGEST_CAUSE = 1000;

    private static final String THE_ROW =
            " WHERE " + Sql.OF_ARCHIVE + " AND CLAIM_NO = ? AND " + Sql.STATE + " IN ('DELIVERED', 'PROVED')";
    private static final String PROVED = "UPDATE {ARCHIVE} SET STATE = 'PROVED', CAUSE = NULL, SINK_CHECKSUM = ?,"
            + " DESTINATION = COALESCE(?, DESTINATION)" + THE_ROW;
    private static final String AGAIN = " CAUSE = ?, FAILURES = ?, TRY_AT = NULL, NODE = NULL, BEAT_AT = NULL,"
            + " PROGRESS = NULL, SINK_CHECKSUM = NULL, DIGESTS = NULL, FETCHED_BYTES = 0";
    private static final String READY = "UPDATE {ARCHIVE} SET STATE = 'READY', DONE_AT = NULL, JOB_GONE_AT = NULL,"
            + AGAIN + THE_ROW + " AND " + ArchiveRow.HAS_OUTPUT;
    private static final String LISTED = "UPDATE {ARCHIVE} SET " + ArchiveRow.BACK_TO_LISTED
            + ", DONE_AT = NULL, JOB_GONE_AT = NULL, OUTPUT_ID = NULL," + AGAIN + THE_ROW;
    private static final String FAILED = "UPDATE {ARCHIVE} SET STATE = 'FAILED', DONE_AT = ?," + AGAIN + THE_ROW;

    private final EgressVault vault;
    private final VaultArn arn;

    DeliveredRows(EgressVault vault) {
        this.vault = vault;
        this.arn = new VaultArn(vault);
    }

    /**
     * A row of a delivered archive.
     *
     * @param claimNo the number of claims, which changes with each delivery
     */
    record Row(String vaultArn, String archiveId, long claimNo, int failures, Expected expected) {}

    /** The archive id in the headers of a message; null if the headers have no id. */
    static String named(Message message) {
        Object id = message.getHeader(GlacierJobConstants.ARCHIVE_ID);
        InventoryArchive archive = message.getHeader(GlacierEgressConstants.ARCHIVE, InventoryArchive.class);
        return id == null && archive != null ? archive.id() : id == null ? null : id.toString();
    }

    /**
     * The row of an archive.
     *
     * @throws IllegalStateException if the archive is not delivered
     */
    Row of(String named) {
        Rejection.unless(named != null, GlacierJobConstants.ARCHIVE_ID, null, "must name the archive to compare");
        String id = JobIds.checked(GlacierJobConstants.ARCHIVE_ID, named);
        String vaultArn = arn.get();
        ArchiveRow row = Sql.first(vault.ledger()
                        .sql()
                        .query("SELECT * FROM {ARCHIVE} WHERE " + Sql.OF_ARCHIVE, ArchiveRow::of, vaultArn, id))
                .orElseThrow(
                        () -> Rejection.of(GlacierJobConstants.ARCHIVE_ID, id, "is not in the ledger of " + vaultArn));
        if (row.state() != ArchiveState.DELIVERED && row.state() != ArchiveState.PROVED) {
            throw new IllegalStateException("Archive " + printable(id) + " is " + row.state()
                    + "; operation=prove works in the route that delivers the archive, or when it is DELIVERED");
        }
        long size = row.size() == null ? row.fetchedBytes() : row.size();
        Expected expected = new Expected("the archive", 0, Digests.ofLine(size, row.digests()), null, row.treeHash());
        return new Row(vaultArn, id, row.claimNo(), row.failures(), expected);
    }

    /** Makes an archive PROVED: the destination has the delivered bytes. */
    void proved(Row row, DeliveryProof.Finding finding) {
        int changed =
                update(PROVED, finding.checksum(), finding.place(), row.vaultArn(), row.archiveId(), row.claimNo());
        requireChanged(row, changed);
        vault.figures().signal(Kind.PROVED, new Subject(null, row.archiveId(), finding.checksum(), 0, -1));
    }

    /**
     * Fails if the row has changed. PROVED archives may be deleted in the vault, so the result of a comparison with an
     * earlier delivery must not count.
     */
    private static void requireChanged(Row row, int changed) {
        if (changed == 0) {
            throw new IllegalStateException("Archive " + printable(row.archiveId())
                    + ": its state changed during the comparison, so the result is not stored; compare it again when"
                    + " it is DELIVERED");
        }
    }

    /** Handles a difference: the archive is delivered again, or becomes FAILED after too many failures. */
    void refuted(Row row, String difference) {
        Instant now = vault.ledger().now();
        String cause = StringHelper.limitLength(printable(difference), LONGEST_CAUSE);
        int failures = row.failures() + 1;
        LOG.warn("Archive {} is delivered again, {}", printable(row.archiveId()), cause);
        if (failures >= vault.options().getMaxArchiveFailures()) {
            requireChanged(row, update(FAILED, now, cause, failures, row.vaultArn(), row.archiveId(), row.claimNo()));
        } else if (update(READY, cause, failures, row.vaultArn(), row.archiveId(), row.claimNo(), now) == 0) {
            requireChanged(row, update(LISTED, cause, failures, row.vaultArn(), row.archiveId(), row.claimNo()));
        }
    }

    private int update(String sql, Object... values) {
        return vault.ledger().sql().update(sql, values);
    }
}
