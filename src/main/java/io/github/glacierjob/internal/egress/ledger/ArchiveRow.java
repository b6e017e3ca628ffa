package io.github.glacierjob.internal.egress.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An archive's row as it was read. Immutable. What is not known is null.
 *
 * @param size      bytes, as the inventory says
 * @param jobId     the job that serves
 * @param nextJobId the job that follows when the serving one is gone
 * @param outputId  the first job whose output was delivered in part; messages keep its id
 * @param digests   of the bytes that were delivered, as {@code Digests.line()} writes them
 * @param claimNo   counts the claims: who commits must hold the newest
 * @param progress  how far it is delivered in chunks, as {@code Progress} encodes it
 * @param jobJson   the completed job that serves, in the JSON of the service
 * @param modified  when the file was modified before it was uploaded, as the uploader's tool says
 */
public record ArchiveRow(
        String vaultArn,
        String archiveId,
        String name,
        String description,
        Instant created,
        Long size,
        String treeHash,
        ArchiveState state,
        String cause,
        String jobId,
        String nextJobId,
        String outputId,
        String tier,
        int orders,
        int extensions,
        int failures,
        Instant orderedAt,
        Instant readyAt,
        Instant expiresAt,
        long fetchedBytes,
        String destination,
        String digests,
        long claimNo,
        String progress,
        String jobJson,
        Instant modified) {

    /** What a row loses that goes back to LISTED, to be ordered and paid again. */
    public static final String BACK_TO_LISTED = "STATE = 'LISTED', JOB_ID = NULL, NEXT_JOB_ID = NULL, JOB_JSON = NULL,"
            + " LOOK_AT = NULL, ORDERED_AT = NULL, READY_AT = NULL, EXPIRES_AT = NULL";

    /** A row with an output that is there now, or with a job that follows it: with nothing to pay. The parameter is now. */
    public static final String HAS_OUTPUT =
            "JOB_ID IS NOT NULL AND JOB_JSON IS NOT NULL AND (EXPIRES_AT > ? OR NEXT_JOB_ID IS NOT NULL)";

    /** Characters in the column of the job. */
    public static final int LONGEST_JOB = 4000;

    /** Reads what code needs of a row of a query for all columns. */
    public static ArchiveRow of(ResultSet row) throws SQLException {
        return new ArchiveRow(
                row.getString("VAULT_ARN"),
                row.getString("ARCHIVE_ID"),
                row.getString("NAME"),
                row.getString("DESCRIPTION"),
                Sql.instant(row, "CREATED"),
                Sql.number(row, "SIZE_BYTES"),
                row.getString("TREE_HASH"),
                ArchiveState.valueOf(row.getString("STATE")),
                row.getString("CAUSE"),
                row.getString("JOB_ID"),
                row.getString("NEXT_JOB_ID"),
                row.getString("OUTPUT_ID"),
                row.getString("TIER"),
                row.getInt("ORDERS"),
                row.getInt("EXTENSIONS"),
                row.getInt("FAILURES"),
                Sql.instant(row, "ORDERED_AT"),
                Sql.instant(row, "READY_AT"),
                Sql.instant(row, "EXPIRES_AT"),
                row.getLong("FETCHED_BYTES"),
                row.getString("DESTINATION"),
                row.getString("DIGESTS"),
                row.getLong("CLAIM_NO"),
                row.getString("PROGRESS"),
                row.getString("JOB_JSON"),
                Sql.instant(row, "MODIFIED"));
    }
}
