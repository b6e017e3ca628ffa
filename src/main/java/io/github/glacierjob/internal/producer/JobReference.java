package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.VaultAddress;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * Which job an operation is about: the one that the body speaks of, else the header's, else the option's.
 *
 * @param vault   its vault
 * @param jobId   its id, checked
 */
public record JobReference(VaultAddress vault, String jobId) {

    /**
     * Finds the job.
     *
     * @param vault    the endpoint's vault
     * @param message  the message, for its headers
     * @param body     its body
     * @return the job
     * @throws IllegalArgumentException if none is named, its id is none, or it is not in the vault that is served here
     */
    static JobReference of(OpenVault vault, Message message, MessageBody body) {
        RequestValues values = new RequestValues(vault, message);
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
                        GlacierJobConstants.ID, "jobId", values.options().getJobId())
                .orElseThrow(() -> new IllegalArgumentException("No job is named: header " + GlacierJobConstants.ID
                        + " or option jobId must be its id, or the body must be its description or notification"));
        return JobIds.checked(id.name(), id.text());
    }
}
