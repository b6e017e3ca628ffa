package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.job.CompletedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Decides how an archive continues when the output of its job is gone. If the job that was ordered next is complete, it
 * takes over, also in the middle of a download. Otherwise the archive waits for that job, or is ordered again. Only the
 * service's own 404 shows that an output is gone; a gateway's 404 does not. Thread-safe.
 */
final class Succession implements Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    /**
     * The least time between two answers that a job is unknown. Only then is the archive ordered and paid again, or
     * becomes FAILED.
     */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private static final String NEXT_SERVES =
            "OUTPUT_ID = COALESCE(OUTPUT_ID, JOB_ID), JOB_ID = ?, NEXT_JOB_ID = NULL, JOB_JSON = ?, EXPIRES_AT = ?";
    private static final String NEXT_IS_AWAITED = "STATE = 'ORDERED', OUTPUT_ID = COALESCE(OUTPUT_ID, JOB_ID),"
            + " JOB_ID = ?, NEXT_JOB_ID = NULL, JOB_JSON = NULL,"
            + " READY_AT = NULL, EXPIRES_AT = NULL, TRY_AT = NULL, LOOK_AT = ?";
    private static final String LISTED_AGAIN = "STATE = 'LISTED', JOB_ID = NULL, NEXT_JOB_ID = NULL, JOB_JSON = NULL,"
            + " READY_AT = NULL, EXPIRES_AT = NULL, TRY_AT = NULL, LOOK_AT = NULL, EXTENSIONS = EXTENSIONS + 1, CAUSE = ?";
    private static final String GIVEN_UP =
            "STATE = 'FAILED', DONE_AT = ?, CAUSE = ?, EXTENSIONS = EXTENSIONS + 1, TRY_AT = NULL";

    private final EgressVault vault;
    private final ArchiveClaims claims;
    private final HeldArchive archive;
    private final CompletedJob job;
    private final Map<String, Instant> doubts;
    private String serving;

    /** The jobs in the row now: an extension may have been ordered since the claim. */
    private record Jobs(String serving, String next, String order, int extensions, Instant expiresAt) {

        static Jobs of(ResultSet row) throws SQLException {
            return new Jobs(
                    row.getString("JOB_ID"),
                    row.getString("NEXT_JOB_ID"),
                    row.getString("ORDER_ID"),
                    row.getInt("EXTENSIONS"),
                    Sql.instant(row, "EXPIRES_AT"));
        }
    }

    /**
     * The jobs of one archive.
     *
     * @param job    the current job; null if it could not be described
     * @param doubts by archive id, when the service first did not know the job
     */
    Succession(Desk desk, HeldArchive archive, CompletedJob job, Map<String, Instant> doubts) {
        this.vault = desk.vault();
        this.claims = desk.claims();
        this.archive = archive;
        this.job = job;
        this.doubts = doubts;
        this.serving = archive.row().jobId();
    }

    @Override
    public synchronized String jobId() {
        return serving;
    }

    @Override
    public synchronized boolean replaced(String gone, AwsServiceException answer) {
        if (!gone.equals(serving)) {
            return true;
        }
        Jobs now = jobs();
        if (Failure.of(answer) != Failure.GONE || now.next() == null) {
            return false;
        }
        Optional<GlacierJobDescription> next = describe(now.next());
        if (next.isEmpty() || !continues(next.get())) {
            return false;
        }
        claims.commit(archive, NEXT_SERVES, values(next.get()));
        log(next.get().jobId());
        serving = next.get().jobId();
        return true;
    }

    @Override
    public void received(long bytes) {
        archive.arrived(bytes);
    }

    private Jobs jobs() {
        return vault.ledger()
                .sql()
                .query(
                        "SELECT JOB_ID, NEXT_JOB_ID, ORDER_ID, EXTENSIONS, EXPIRES_AT FROM {ARCHIVE}" + " WHERE "
                                + Sql.OF_ARCHIVE,
                        Jobs::of,
                        archive.row().vaultArn(),
                        archive.row().archiveId())
                .get(0);
    }

    private static Object[] values(GlacierJobDescription next) {
        Instant end = new CompletedJob(next).expiresAt().orElse(null);
        return new Object[] {next.jobId(), ServiceJson.shortened(next, ArchiveRow.LONGEST_JOB), end};
    }

    private void log(String next) {
        LOG.info(
                "Archive {}: the output of job {} is gone; the download continues with job {}",
                printable(archive.row().archiveId()),
                printable(serving),
                printable(next));
    }

    /** The job as the service describes it; empty if the service does not know it. */
    private Optional<GlacierJobDescription> describe(String jobId) {
        return vault.vault().jobs().find(vault.vault().address(), jobId);
    }

    /** Whether a job has the same output, so that a download can continue with it. */
    private boolean continues(GlacierJobDescription next) {
        if (!Boolean.TRUE.equals(next.completed())) {
            return false;
        }
        CompletedJob other = new CompletedJob(next);
        return other.succeeded()
                && ReadyJob.isWhole(archive.row(), other)
                && (job == null
                        || other.outputSize().equals(job.outputSize())
                                && other.outputTreeHash().equals(job.outputTreeHash()));
    }

    /**
     * Changes the row after a download has failed with a 404, and releases the claim.
     *
     * @return false if it is not certain yet that the output is gone, or if an order for the archive has no answer
     *     yet
     */
    synchronized boolean settle() {
        Jobs now = jobs();
        if (describe(now.serving()).isPresent()) {
            doubts.remove(archive.row().archiveId());
            return false;
        }
        if (now.next() != null) {
            Optional<GlacierJobDescription> next = describe(now.next());
            if (next.isPresent() && settleWith(next.get())) {
                return true;
            }
        }
        if (now.order() != null || isDoubtful(now)) {
            return false;
        }
        end(now);
        return true;
    }

    private boolean settleWith(GlacierJobDescription next) {
        if (continues(next)) {
            claims.settle(archive, NEXT_SERVES, values(next));
            log(next.jobId());
            return true;
        }
        if (!Boolean.TRUE.equals(next.completed())) {
            claims.settle(archive, NEXT_IS_AWAITED, next.jobId(), vault.ledger().now());
            return true;
        }
        return false;
    }

    /**
     * Whether a second answer of the service is needed. After the expiry of the output one answer is enough. Before, or
     * with a new job, the answer may be wrong.
     */
    private boolean isDoubtful(Jobs jobs) {
        Instant now = vault.ledger().now();
        if (jobs.next() == null && jobs.expiresAt() != null && !now.isBefore(jobs.expiresAt())) {
            return false;
        }
        Instant first = doubts.putIfAbsent(archive.row().archiveId(), now);
        return first == null || now.isBefore(first.plus(DOUBT));
    }

    private void end(Jobs now) {
        int most = vault.options().getMaxExtensions();
        String lost = "Job " + printable(now.serving()) + ": its output expired before it was delivered";
        if (now.extensions() < most) {
            LOG.warn("Archive {} is ordered again. {}", printable(archive.row().archiveId()), lost);
            claims.settle(archive, LISTED_AGAIN, lost);
        } else {
            LOG.error("Archive {} is FAILED. {}", printable(archive.row().archiveId()), lost);
            claims.settle(
                    archive,
                    GIVEN_UP,
                    vault.ledger().now(),
                    lost + ", and it is not ordered again (maxExtensions=" + most + ")");
        }
        doubts.remove(archive.row().archiveId());
    }
}
