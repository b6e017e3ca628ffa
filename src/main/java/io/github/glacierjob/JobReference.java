package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.GlacierJobs;
import io.github.glacierjob.job.JobIds;
import io.github.glacierjob.job.JobMention;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.VaultAddress;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Which job an operation is about: the one that the body speaks of, else the header's, else the option's.
 *
 * @param vault   its vault
 * @param jobId   its id, checked
 */
record JobReference(VaultAddress vault, String jobId) {

    /**
     * Finds the job.
     *
     * @param endpoint the endpoint
     * @param message  the message, for its headers
     * @param body     its body
     * @return the job
     * @throws IllegalArgumentException if none is named, its id is none, or it is not in the vault that is served here
     */
    static JobReference of(GlacierJobEndpoint endpoint, Message message, MessageBody body) {
        RequestValues values = new RequestValues(endpoint, message);
        Optional<JobMention> mention = body.mention().filter(job -> job.jobId().isPresent());
        if (mention.isPresent()) {
            JobMention job = mention.get();
            return new JobReference(
                    values.vaultOf(job),
                    JobIds.checked("body: JobId", job.jobId().get()));
        }
        return new JobReference(values.vault(), idOf(values));
    }

    /**
     * Asks the service for the job.
     *
     * @param jobs the job API
     * @return the job, which has ended
     * @throws JobOutputExpiredException if the service does not know it
     */
    CompletedJob completed(GlacierJobs jobs) {
        try {
            return new CompletedJob(jobs.describe(vault, jobId));
        } catch (AwsServiceException e) {
            if (Failure.of(e) != Failure.GONE) {
                throw e;
            }
            throw new JobOutputExpiredException(
                    "Vault " + vault + ", job " + jobId
                            + ": the service does not know it, jobs live about 24 hours after completion: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Finds the id for one of the SDK's requests.
     *
     * @param given  the request's own id, null if it has none
     * @param values headers and options, which count then
     * @return the id, checked
     * @throws IllegalArgumentException if there is none
     */
    static String idOf(String given, RequestValues values) {
        return given == null ? idOf(values) : JobIds.checked("jobId", given);
    }

    /**
     * Finds the id without the body.
     *
     * @param values headers and options
     * @return the id, checked
     * @throws IllegalArgumentException if there is none
     */
    private static String idOf(RequestValues values) {
        RequestValues.Named id = values.value(
                        GlacierJobConstants.ID,
                        "jobId",
                        values.endpoint().getConfiguration().getJobId())
                .orElseThrow(() -> new IllegalArgumentException("No job is named: header " + GlacierJobConstants.ID
                        + " or option jobId must be its id, or the body must be its description or notification"));
        return JobIds.checked(id.name(), id.text());
    }
}
