package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.job.VaultAddress;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.glacier.model.GlacierRequest;

/** The job of an operation: the job in the body, otherwise in the header, otherwise in the option. The id is checked. */
public record JobReference(VaultAddress vault, String jobId) {

    /**
     * Finds the job that a request in the body names, otherwise the job of the body, of the header or of the option.
     *
     * @throws IllegalArgumentException if no job is named, its id is malformed, or its vault is not served by this
     *                                  endpoint
     */
    static <R extends GlacierRequest> JobReference of(
            Optional<R> request, Function<R, String> id, MessageBody body, RequestValues values) {
        if (request.isPresent()) {
            String own = id.apply(request.get());
            String jobId = own == null ? idOf(values) : JobIds.checked("jobId", own);
            return new JobReference(values.vaultOf(request.get(), jobId), jobId);
        }
        Optional<JobMention> mention = body.mention().filter(job -> job.jobId().isPresent());
        if (mention.isPresent()) {
            JobMention job = mention.get();
            String jobId = JobIds.checked("body: JobId", job.jobId().get());
            return new JobReference(values.vaultOf(job, jobId), jobId);
        }
        String jobId = idOf(values);
        return new JobReference(values.vault(jobId), jobId);
    }

    private static String idOf(RequestValues values) {
        RequestValues.Named id = values.value(
                        GlacierJobConstants.ID, "jobId", values.options().getJobId())
                .orElseThrow(() -> new IllegalArgumentException("No job is named: header " + GlacierJobConstants.ID
                        + " or option jobId must be its id, or the body must be its description or notification"));
        return JobIds.checked(id.name(), id.text());
    }
}
