package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/** The completed jobs that a poll has to look at: those that the service lists, and those that it no longer lists. */
public final class CompletedJobs {

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final JobFailures failures;
    private final FailureReports reports;
    private final Optional<ExpiredOutputs> expired;
    private final OldJobs oldJobs = new OldJobs();

    /**
     * What a poll has listed.
     *
     * @param completed the completed jobs that it looks at
     * @param known     keys of these and of the outputs for which another job is on its way
     */
    public record Listing(List<CompletedJob> completed, Set<String> known) {}

    /** Without expired outputs where {@code reinitiateExpired} is off. */
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

    /** Every completed job of the vault, from all pages; or the one that the options name. */
    Listing list() {
        String only = vault.options().getJobId();
        if (only != null && !only.isEmpty()) {
            List<CompletedJob> described = describe(only);
            return new Listing(described, keys(known(described)));
        }
        List<CompletedJob> listed = completed(vault.jobs().list(vault.address(), JobQuery.COMPLETED));
        List<CompletedJob> completed =
                expired.map(outputs -> outputs.among(listed)).orElse(listed);
        List<CompletedJob> known = known(listed);
        forgetOld(known);
        return new Listing(completed, keys(known));
    }

    /** Ids become parts of requests, keys and names of files: a job without a usable id is reported and left alone. */
    private boolean isIdentified(GlacierJobDescription job) {
        boolean identified = JobIds.isId(job.jobId())
                && job.vaultARN() != null
                && job.vaultARN().equals(Rejection.printable(job.vaultARN()));
        if (!identified) {
            String name = Rejection.printable(job.vaultARN() + ", job " + job.jobId());
            reports.report(
                    name,
                    "A listed job is left alone: " + name,
                    new IllegalArgumentException("Vault " + name
                            + ": expected the ARN of a vault, which is printable, and an id, which " + JobIds.RULE));
        }
        return identified;
    }

    /** A job that has ended and does not say how is not taken for a failed one: a later listing may say it. */
    private boolean isSettled(GlacierJobDescription job) {
        boolean settled = job.statusCodeAsString() != null && job.statusCode() != StatusCode.IN_PROGRESS;
        if (!settled) {
            String name = Rejection.printable(job.vaultARN() + ", job " + job.jobId());
            reports.report(
                    job.vaultARN() + "/jobs/" + job.jobId(),
                    "A listed job is left alone: " + name,
                    new IllegalArgumentException("Vault " + name + ": expected the status of a completed job, it is "
                            + job.statusCodeAsString()));
        }
        return settled;
    }

    private void forgetOld(List<CompletedJob> known) {
        Set<String> remembered = ledger.remembered();
        remembered.addAll(failures.remembered());
        Set<String> old = oldJobs.among(remembered, known, vault.now());
        ledger.forget(old);
        failures.forget(old);
    }

    private List<CompletedJob> known(List<CompletedJob> listed) {
        return expired.map(outputs -> outputs.with(listed)).orElse(listed);
    }

    private static Set<String> keys(List<CompletedJob> jobs) {
        return jobs.stream().map(CompletedJob::key).collect(Collectors.toSet());
    }

    /** A job that is gone is reported once; every job that was consumed is gone a day later. */
    private List<CompletedJob> describe(String jobId) {
        try {
            return completed(List.of(vault.jobs().describe(vault.address(), jobId)));
        } catch (AwsServiceException e) {
            if (Failure.of(e) != Failure.GONE) {
                throw e;
            }
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
