package io.github.glacierjob.internal.egress.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An archive's row as it was read. Immutable. A value that is not known is null.
 *
 * @param rowNo     the number of the row, which is its primary key
 * @param size      in bytes, as the inventory says
 * @param jobId     the job whose output is delivered
 * @param outputId  the first job of which a part was delivered; all messages have its id
 * @param digests   the digests of the delivered bytes, as {@code Digests.line()} writes them
 * @param claimNo   the number of claims; a commit needs the newest one
 * @param progress  the part that is delivered in chunks, as {@code Progress} encodes it
 * @param jobJson   the completed job in the JSON of the service
 * @param modified  when the file was modified before it was uploaded, as the uploader's tool says
 */
public record ArchiveRow(
        long rowNo,
        String vaultArn,
        String archiveId,
        String name,
        String description,
        Instant created,
        Long size,
        String treeHash,
        ArchiveState state,
        String jobId,
        String outputId,
        int failures,
        Instant expiresAt,
        long fetchedBytes,
        String digests,
        long claimNo,
        String progress,
        String jobJson,
        Instant modified) {

    /** The columns that are reset when a row becomes LISTED again, to be ordered and paid again. */
    public static final String BACK_TO_LISTED = "STATE = 'LISTED', JOB_ID = NULL, NEXT_JOB_ID = NULL, JOB_JSON = NULL,"
            + " LOOK_AT = NULL, ORDERED_AT = NULL, READY_AT = NULL, EXPIRES_AT = NULL";

    /**
     * A condition: the archive has an output now, or a next job, so that a delivery needs no paid order. The parameter
     * is the present time.
     */
    public static final String HAS_OUTPUT =
            "JOB_ID IS NOT NULL AND JOB_JSON IS NOT NULL AND (EXPIRES_AT > ? OR NEXT_JOB_ID IS NOT NULL)";

    /** The length of the column for the job, in characters. */
    public static final int LONGEST_JOB = 4000;

    /** Reads the columns that code uses, from a query for all columns. */
    public static ArchiveRow of(ResultSet row) throws SQLException {
        return new ArchiveRow(
                row.getLong("ROW_NO"),
                row.getString("VAULT_ARN"),
                row.getString("ARCHIVE_ID"),
                row.getString("NAME"),
                row.getString("DESCRIPTION"),
                Sql.instant(row, "CREATED"),
                Sql.number(row, "SIZE_BYTES"),
                row.getString("TREE_HASH"),
                ArchiveState.valueOf(row.getString("STATE")),
                row.getString("JOB_ID"),
                row.getString("OUTPUT_ID"),
                row.getInt("FAILURES"),
                Sql.instant(row, "EXPIRES_AT"),
                row.getLong("FETCHED_BYTES"),
                row.getString("DIGESTS"),
                row.getLong("CLAIM_NO"),
                row.getString("PROGRESS"),
                row.getString("JOB_JSON"),
                Sql.instant(row, "MODIFIED"));
    }
}
