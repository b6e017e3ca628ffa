package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * Fetches a range that a descriptor names, from its job. If that job's output is gone, it uses another job of the vault
 * with the same output, because the archive may have been retrieved again.
 *
 * @param vault     the open vault to fetch from
 * @param reference the descriptor's job, in a vault of this endpoint
 * @param range     the descriptor
 */
record DescribedRange(OpenVault<GlacierJobOptions> vault, JobReference reference, RangeDescriptor range) {

    /**
     * Fetches the range. Initiates no job.
     *
     * @throws JobOutputExpiredException if neither its job nor an equal job still has the output
     */
    void fetch(OutputAnswer answer) {
        try {
            fetch(vault.completed(reference.vault(), reference.jobId()), answer);
        } catch (JobOutputExpiredException gone) {
            fetchFromEqual(answer, gone);
        }
    }

    private void fetch(CompletedJob job, OutputAnswer answer) {
        JobOutput output = vault.output(reference.vault(), job);
        output.require(range);
        answer.write(job, output);
    }

    private void fetchFromEqual(OutputAnswer answer, JobOutputExpiredException gone) {
        if (range.archiveId().isEmpty() || range.treeHash().isEmpty()) {
            throw gone;
        }
        for (CompletedJob job : equalJobs(gone)) {
            try {
                fetch(job, answer);
                return;
            } catch (JobOutputExpiredException e) {
                gone.addSuppressed(e);
            }
        }
        throw new JobOutputExpiredException(
                "Vault " + reference.vault() + ", job " + reference.jobId() + ", " + range.range()
                        + ": the service no longer has its output, and expected another succeeded job of archive "
                        + range.archiveId().get() + " with an output of " + range.outputSize()
                        + " bytes and tree hash " + range.treeHash().get() + ", there is none; initiate one",
                gone);
    }

    /** The other jobs with the same output, the newest first because its output lives longest. */
    private List<CompletedJob> equalJobs(JobOutputExpiredException gone) {
        GlacierJobs jobs = vault.jobs();
        try {
            List<CompletedJob> equal = new ArrayList<>();
            jobs.read(reference.vault(), JobQuery.COMPLETED, page -> page.jobList().stream()
                    .filter(job -> job.statusCode() == StatusCode.SUCCEEDED && Boolean.TRUE.equals(job.completed()))
                    .map(CompletedJob::new)
                    .filter(job -> !job.id().equals(reference.jobId()) && range.isOfOutputOf(job))
                    .forEach(equal::add));
            equal.sort(
                    Comparator.comparing((CompletedJob job) -> job.completedAt().orElse(Instant.MIN))
                            .reversed());
            return equal;
        } catch (RuntimeException e) {
            e.addSuppressed(gone);
            throw e;
        }
    }
}
