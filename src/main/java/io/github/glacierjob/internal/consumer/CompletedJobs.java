package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/** Reads the completed jobs for a poll: the jobs that the service lists, and the jobs that it no longer lists. */
final class CompletedJobs {

    /** The number of jobs in one batch: one query to the repositories, and full descriptions in memory. */
    private static final int BATCH = 1000;

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final JobFailures failures;
    private final FailureReports reports;
    private final Optional<ExpiredOutputs> expired;
    private final OldJobs oldJobs = new OldJobs();

    /** Creates the reader; {@code expired} is empty if {@code reinitiateExpired} is off. */
    CompletedJobs(
            OpenVault<GlacierJobOptions> vault,
            JobLedger ledger,
            JobFailures failures,
            FailureReports reports,
            Optional<ExpiredOutputs> expired) {
        this.vault = vault;
        this.ledger = ledger;
        this.failures = failures;
        this.reports = reports;
        this.expired = expired;
    }

    /**
     * Reads every completed job of the vault from all pages, or only the job that the options name.
     *
     * @param pace    learns how many pages the list has and how long it takes
     * @param batches takes the jobs in batches; this class keeps no job
     */
    void read(ListingPace pace, Consumer<List<CompletedJob>> batches) {
        String only = vault.options().getJobId();
        if (only != null && !only.isEmpty()) {
            batches.accept(describe(only));
            return;
        }
        OldJobs.Listing old = oldJobs.begin(remembered(), vault.now());
        expired.ifPresent(ExpiredOutputs::begin);
        readPages(pace, batch -> {
            expired.ifPresent(outputs -> outputs.listed(batch));
            batch.forEach(old::shows);
            batches.accept(batch);
        });
        expired.ifPresent(outputs -> {
            outputs.end();
            outputs.open().forEach(old::shows);
        });
        Set<String> forgotten = old.old();
        ledger.forget(forgotten);
        failures.forget(forgotten);
    }

    private void readPages(ListingPace pace, Consumer<List<CompletedJob>> batches) {
        List<CompletedJob> batch = new ArrayList<>();
        pace.begin();
        try {
            vault.jobs().read(vault.address(), JobQuery.COMPLETED, page -> {
                pace.page();
                batch.addAll(completed(page.jobList()));
                if (batch.size() >= BATCH) {
                    batches.accept(List.copyOf(batch));
                    batch.clear();
                }
            });
            batches.accept(batch);
        } finally {
            pace.end();
        }
    }

    private Set<String> remembered() {
        Set<String> remembered = ledger.remembered();
        remembered.addAll(failures.remembered());
        return remembered;
    }

    /** Reports a job without a usable id, and skips it, because ids become parts of requests, keys and file names. */
    private boolean isIdentified(GlacierJobDescription job) {
        boolean identified = JobIds.isId(job.jobId())
                && job.vaultARN() != null
                && job.vaultARN().equals(Rejection.printable(job.vaultARN()));
        if (!identified) {
            String name = Rejection.printable(job.vaultARN() + ", job " + job.jobId());
            reports.report(
                    name,
                    "A listed job is not consumed: " + name,
                    new IllegalArgumentException("Vault " + name
                            + ": expected the ARN of a vault, which is printable, and an id, which " + JobIds.RULE));
        }
        return identified;
    }

    /** Reports a completed job without a final status, and skips it; a later listing may have the status. */
    private boolean isSettled(GlacierJobDescription job) {
        boolean settled = job.statusCodeAsString() != null && job.statusCode() != StatusCode.IN_PROGRESS;
        if (!settled) {
            String name = Rejection.printable(job.vaultARN() + ", job " + job.jobId());
            reports.report(
                    job.vaultARN() + "/jobs/" + job.jobId(),
                    "A listed job is not consumed: " + name,
                    new IllegalArgumentException("Vault " + name + ": expected the status of a completed job, it is "
                            + job.statusCodeAsString()));
        }
        return settled;
    }

    /**
     * Requests the description of one job. A job that the service does not know is reported once; the service forgets
     * each job after a day.
     */
    private List<CompletedJob> describe(String jobId) {
        try {
            return completed(List.of(vault.jobs().describe(vault.address(), jobId)));
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            Optional<CompletedJob> begun = expired.flatMap(outputs -> outputs.find(jobId));
            if (begun.isEmpty()) {
                reports.report(jobId, "Job " + jobId + " is not known to the service", e);
            }
            return begun.stream().toList();
        }
    }

    private List<CompletedJob> completed(List<GlacierJobDescription> jobs) {
        return jobs.stream()
                .filter(job -> Boolean.TRUE.equals(job.completed()) && isIdentified(job) && isSettled(job))
                .map(CompletedJob::new)
                .toList();
    }
}
