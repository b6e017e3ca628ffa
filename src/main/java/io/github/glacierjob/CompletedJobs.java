package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.GlacierJobs;
import io.github.glacierjob.job.JobQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.ExceptionHandler;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** The completed jobs that a poll has to look at: what the service lists, and what it has forgotten. */
final class CompletedJobs {

    private final GlacierJobEndpoint endpoint;
    private final JobTroubles troubles;
    private final ExceptionHandler reports;
    private final Optional<ExpiredOutputs> expired;

    /** Expired outputs are looked at only where they are to go on. */
    CompletedJobs(
            GlacierJobEndpoint endpoint,
            JobTroubles troubles,
            ExceptionHandler reports,
            Optional<ExpiredOutputs> expired) {
        this.endpoint = endpoint;
        this.troubles = troubles;
        this.reports = reports;
        this.expired = expired;
    }

    /** Every completed job of the vault, from all pages; or the one that the options name. */
    List<CompletedJob> list() {
        String only = endpoint.getConfiguration().getJobId();
        if (only != null && !only.isEmpty()) {
            return theOnly(only);
        }
        JobLedger ledger = endpoint.getLedger();
        Set<String> before = ledger.remembered();
        List<CompletedJob> listed = completed(jobs().list(endpoint.getVault(), JobQuery.COMPLETED));
        List<CompletedJob> completed =
                expired.map(outputs -> outputs.among(listed)).orElse(listed);
        List<CompletedJob> known = expired.map(outputs -> outputs.with(listed)).orElse(listed);
        ledger.forgetUnlisted(before, known);
        troubles.forgetUnlisted(known);
        return completed;
    }

    /** A job that is gone is told once; every job that was consumed is gone a day later. */
    private List<CompletedJob> theOnly(String jobId) {
        try {
            return completed(List.of(jobs().describe(endpoint.getVault(), jobId)));
        } catch (AwsServiceException e) {
            if (Failure.of(e) != Failure.GONE) {
                throw e;
            }
            Optional<CompletedJob> begun = expired.flatMap(outputs -> outputs.find(jobId));
            if (begun.isEmpty() && troubles.isNews(jobId, e)) {
                reports.handleException("Job " + jobId + " is not known to the service", e);
            }
            return begun.stream().toList();
        }
    }

    private GlacierJobs jobs() {
        return endpoint.getJobs();
    }

    private static List<CompletedJob> completed(List<GlacierJobDescription> jobs) {
        return jobs.stream()
                .filter(job -> Boolean.TRUE.equals(job.completed()))
                .map(CompletedJob::new)
                .toList();
    }
}
