package io.github.glacierjob.output;

import io.github.glacierjob.job.Attempts;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.GlacierJobs;
import io.github.glacierjob.job.VaultAddress;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Where an output comes from. Immutable and thread-safe.
 *
 * @param jobs  the job API
 * @param vault the vault, as it is asked for
 * @param job   the completed job
 */
public record OutputSource(GlacierJobs jobs, VaultAddress vault, CompletedJob job) {

    ResponseInputStream<GetJobOutputResponse> open(ByteRange range) {
        return jobs.output(vault, job.id(), range == null ? null : range.toString());
    }

    Attempts attempts() {
        return jobs.attempts();
    }

    /** The hash of the whole output, where one is to be compared. */
    Optional<String> expectedHash(ChecksumPolicy policy) {
        return policy == ChecksumPolicy.none ? Optional.empty() : job.outputTreeHash();
    }

    /** Begins every message: which vault, job and range. */
    String where(Object range) {
        return "Vault " + vault + ", job " + job.id() + ", " + range + ": ";
    }
}
