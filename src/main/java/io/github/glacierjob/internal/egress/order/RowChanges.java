package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.job.CompletedJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Changes the row of an archive when something is known about its job. A row is changed only if it has the expected
 * values. Thread-safe.
 */
final class RowChanges {

    /** The least time between two answers that the service does not know a job, for the second one to be believed. */
    static final Duration GONE_AGAIN = Duration.ofMinutes(1);

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final String OF_JOB =
            " WHERE " + Sql.OF_ARCHIVE + " AND JOB_ID = ? AND " + Sql.STATE + " = 'ORDERED'";

    private final EgressVault vault;
    private final OrderSettings settings;
    private final OrderBook book;

    RowChanges(EgressVault vault, OrderSettings settings, OrderBook book) {
        this.vault = vault;
        this.settings = settings;
        this.book = book;
    }

    /** Makes the archive READY: its job has succeeded. */
    boolean ready(Connection connection, GlacierJobDescription job) throws SQLException {
        Instant now = vault.ledger().now();
        String hash = job.archiveSHA256TreeHash();
        return sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET STATE = 'READY', READY_AT = ?, EXPIRES_AT = ?, JOB_JSON = ?,"
                                        + " SIZE_BYTES = COALESCE(SIZE_BYTES, CAST(? AS BIGINT)),"
                                        + " TREE_HASH = COALESCE(TREE_HASH, CAST(? AS VARCHAR(64))), TIER = COALESCE(?, TIER),"
                                        + " LOOK_AT = NULL, TRY_AT = NULL, CAUSE = NULL, JOB_GONE_AT = NULL" + OF_JOB,
                                now,
                                new CompletedJob(job).expiresAt().orElse(now.plus(CompletedJob.OUTPUT_LIFETIME)),
                                ServiceJson.shortened(job, ArchiveRow.LONGEST_JOB),
                                job.archiveSizeInBytes(),
                                hash != null && HASH.matcher(hash).matches() ? hash : null,
                                job.tier(),
                                vault.arn(),
                                job.archiveId(),
                                job.jobId())
                > 0;
    }

    /** Handles a failed job: the archive is ordered once more, and becomes FAILED after the second failure. */
    boolean failed(Connection connection, GlacierJobDescription job) throws SQLException {
        String words = Outcome.printable(job.statusMessage());
        sql().update(
                        connection,
                        "UPDATE {ORDERS} SET STATE = 'FAILED', CAUSE = ? WHERE " + Sql.OF_ARCHIVE
                                + " AND JOB_ID = ? AND " + Sql.STATE + " = 'PLACED'",
                        words,
                        vault.arn(),
                        job.archiveId(),
                        job.jobId());
        if (next(connection, job.archiveId(), job.jobId())) {
            return true;
        }
        long failures = sql().query(
                        connection,
                        "SELECT COUNT(*) AS N FROM {ORDERS} WHERE " + Sql.OF_ARCHIVE + " AND STATE = 'FAILED'",
                        row -> row.getLong("N"),
                        vault.arn(),
                        job.archiveId())
                .get(0);
        if (failures > 1) {
            book.fail(connection, job.archiveId(), "two jobs of the archive failed, the second one with: " + words);
            return true;
        }
        return listed(
                connection, job.archiveId(), job.jobId(), "the job failed; the archive is ordered again: " + words, 0);
    }

    /** Replaces the current job with the next job; returns false if the row has no next job. */
    private boolean next(Connection connection, String archiveId, String jobId) throws SQLException {
        return sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET JOB_ID = NEXT_JOB_ID, NEXT_JOB_ID = NULL, LOOK_AT = ?, JOB_GONE_AT = NULL"
                                        + OF_JOB + " AND NEXT_JOB_ID IS NOT NULL",
                                vault.ledger().now(),
                                vault.arn(),
                                archiveId,
                                jobId)
                > 0;
    }

    private boolean listed(Connection connection, String archiveId, String jobId, String cause, int extensions)
            throws SQLException {
        return sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET STATE = 'LISTED', JOB_ID = NULL, LOOK_AT = NULL, TRY_AT = NULL, CAUSE = ?,"
                                        + " JOB_GONE_AT = NULL, EXTENSIONS = EXTENSIONS + ?" + OF_JOB,
                                cause,
                                extensions,
                                vault.arn(),
                                archiveId,
                                jobId)
                > 0;
    }

    /** Removes the next job: it has failed. */
    void nextFailed(Connection connection, GlacierJobDescription job) throws SQLException {
        sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET NEXT_JOB_ID = NULL WHERE " + Sql.OF_ARCHIVE + " AND NEXT_JOB_ID = ?",
                        vault.arn(),
                        job.archiveId(),
                        job.jobId());
    }

    /**
     * Handles the answer that the service does not know the job. The first answer is not believed, because the job may
     * be too new; a second one, a minute later, is.
     *
     * @return whether the answer is believed
     */
    boolean gone(Connection connection, String archiveId, String jobId) throws SQLException {
        Instant now = vault.ledger().now();
        int first = sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET JOB_GONE_AT = ?, LOOK_AT = ?" + OF_JOB + " AND JOB_GONE_AT IS NULL",
                        now,
                        now.plus(GONE_AGAIN),
                        vault.arn(),
                        archiveId,
                        jobId);
        if (first > 0) {
            return false;
        }
        String cause = "the service does not know the job; the archive is ordered again";
        if (!next(connection, archiveId, jobId) && listed(connection, archiveId, jobId, cause, 1)) {
            failIfTooOften(connection, archiveId);
        }
        return true;
    }

    /** Stores that the service knows the job: an earlier answer that it does not know the job was wrong. */
    void known(Connection connection, GlacierJobDescription job) throws SQLException {
        sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET JOB_GONE_AT = NULL" + OF_JOB,
                        vault.arn(),
                        job.archiveId(),
                        job.jobId());
    }

    private void failIfTooOften(Connection connection, String archiveId) throws SQLException {
        int tooOften = sql().update(
                        connection,
                        "UPDATE {ARCHIVE} SET EXTENSIONS = EXTENSIONS - 1 WHERE " + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                + " = 'LISTED' AND EXTENSIONS > ?",
                        vault.arn(),
                        archiveId,
                        settings.maxExtensions());
        if (tooOften > 0) {
            book.fail(
                    connection,
                    archiveId,
                    "the service lost the jobs of the archive before its"
                            + " delivery, more than maxExtensions=" + settings.maxExtensions()
                            + " times");
        }
    }

    /**
     * Stores an existing job for an archive that is LISTED.
     *
     * @param paid whether this vault's route has ordered the job, which a ledger from a backup does not show
     */
    boolean adopt(Connection connection, GlacierJobDescription job, boolean paid) throws SQLException {
        Instant now = vault.ledger().now();
        return sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET STATE = 'ORDERED', JOB_ID = ?, TIER = ?, ORDERS = ORDERS + ?,"
                                        + " ORDERED_AT = ?, LOOK_AT = ?, TRY_AT = NULL, CAUSE = NULL, JOB_GONE_AT = NULL"
                                        + " WHERE " + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                        + " = 'LISTED' AND ORDER_ID IS NULL",
                                job.jobId(),
                                job.tier(),
                                paid ? 1 : 0,
                                now,
                                now,
                                vault.arn(),
                                job.archiveId())
                > 0;
    }

    /** Stores a newer job of an archive as its next job. */
    boolean follows(Connection connection, GlacierJobDescription job) throws SQLException {
        return sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET NEXT_JOB_ID = ?, ORDERS = ORDERS + 1, EXTENSIONS = EXTENSIONS + 1"
                                        + " WHERE " + Sql.OF_ARCHIVE + " AND " + Sql.STATE
                                        + " IN ('ORDERED', 'READY')"
                                        + " AND NEXT_JOB_ID IS NULL AND ORDER_ID IS NULL",
                                job.jobId(),
                                vault.arn(),
                                job.archiveId())
                > 0;
    }

    /** Stores an order of this route that the ledger does not have. */
    void remember(Connection connection, GlacierJobDescription job, boolean extension) throws SQLException {
        Instant now = vault.ledger().now();
        sql().update(
                        connection,
                        "INSERT INTO {ORDERS} (ORDER_ID, ROW_NO, VAULT_ARN, ARCHIVE_ID, EXTENSION, TIER, SIZE_BYTES, STATE,"
                                + " JOB_ID, NODE, INTENDED_AT, ENDED_AT, BEAT_AT)"
                                + " VALUES (?, " + Sql.ROW_NO
                                + ", ?, ?, ?, ?, ?, 'PLACED', ?, ?, ?, ?, CURRENT_TIMESTAMP)",
                        Intents.id(now),
                        vault.arn(),
                        job.archiveId(),
                        vault.arn(),
                        job.archiveId(),
                        extension,
                        job.tier(),
                        job.archiveSizeInBytes(),
                        job.jobId(),
                        vault.node(),
                        now,
                        now);
        book.count(connection, Tier.of(job.tier()).orElse(Tier.STANDARD), job.archiveSizeInBytes(), extension);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
