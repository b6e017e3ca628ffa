package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Optional;
import org.apache.camel.Message;

/** The job of an operation: the job in the body, otherwise in the header, otherwise in the option. The id is checked. */
public record JobReference(VaultAddress vault, String jobId) {

    /**
     * Finds the job.
     *
     * @throws IllegalArgumentException if no job is named, its id is malformed, or its vault is not served by this
     *                                  endpoint
     */
    static JobReference of(OpenVault<GlacierJobOptions> vault, Message message, MessageBody body) {
        RequestValues values = new RequestValues(vault, message);
        Optional<JobMention> mention = body.mention().filter(job -> job.jobId().isPresent());
        if (mention.isPresent()) {
            JobMention job = mention.get();
            String jobId = JobIds.checked("body: JobId", job.jobId().get());
            return new JobReference(values.vaultOf(job, jobId), jobId);
        }
        String jobId = idOf(values);
        return new JobReference(values.vault(jobId), jobId);
    }

    /** The id in the request; if it is null, the id in the header or the option. */
    static String idOf(String given, RequestValues values) {
        return given == null ? idOf(values) : JobIds.checked("jobId", given);
    }

    private static String idOf(RequestValues values) {
        RequestValues.Named id = values.value(
                        GlacierJobConstants.ID, "jobId", values.options().getJobId())
                .orElseThrow(() -> new IllegalArgumentException("No job is named: header " + GlacierJobConstants.ID
                        + " or option jobId must be its id, or the body must be its description or notification"));
        return JobIds.checked(id.name(), id.text());
    }
}
