package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.service.Attempts;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobNotReadyException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.ChecksumPolicy;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Where an output comes from. Immutable and thread-safe.
 *
 * @param jobs    the job API
 * @param vault   the vault, as it is asked for
 * @param job     the completed job
 * @param serving which job is asked: that one, or one that has taken over
 */
public record OutputSource(GlacierJobs jobs, VaultAddress vault, CompletedJob job, Serving serving) {

    public OutputSource(GlacierJobs jobs, VaultAddress vault, CompletedJob job) {
        this(jobs, vault, job, Serving.by(job.id()));
    }

    /**
     * Asks for a range.
     *
     * @param doubted whether an answer 404 is not believed yet, so that no other job takes over
     */
    ResponseInputStream<GetJobOutputResponse> open(ByteRange range, boolean doubted) {
        String asked = serving.jobId();
        String bytes = range == null ? null : range.toString();
        try {
            return jobs.output(vault, asked, bytes);
        } catch (AwsServiceException e) {
            if (doubted || Failure.of(e) != Failure.GONE || !serving.replaced(asked, e)) {
                throw e;
            }
            return jobs.output(vault, serving.jobId(), bytes);
        }
    }

    /** Bytes have arrived. */
    void received(long count) {
        jobs.counters().received(job, count);
    }

    /** Bytes that had arrived are thrown away, to be fetched again. */
    void discarded(long count) {
        jobs.counters().refetched(count);
    }

    Attempts attempts() {
        return jobs.attempts();
    }

    /** The hash of the whole output, where one is to be compared. */
    public Optional<String> expectedHash(ChecksumPolicy policy) {
        return policy == ChecksumPolicy.none ? Optional.empty() : job.outputTreeHash();
    }

    /** The exception for a failure after the last try: a broken connection becomes a JobOutputException. */
    RuntimeException failure(Object range, Exception cause) {
        Failure failure = Failure.of(cause);
        String message = where(range) + Rejection.printable(String.valueOf(cause.getMessage()));
        if (failure == Failure.GONE) {
            return new JobOutputExpiredException(
                    message + "; the service no longer has this output, outputs live about 24 hours", cause);
        }
        if (failure == Failure.NOT_READY) {
            return new JobNotReadyException(message + "; it is not ready yet", cause);
        }
        if (cause instanceof AwsServiceException || failure != Failure.TRANSIENT && cause instanceof SdkException) {
            return (SdkException) cause;
        }
        return new JobOutputException(message + ", after all tries", cause);
    }

    /** Begins every message: which vault, job and range. */
    public String where(Object range) {
        return "Vault " + vault + ", job " + job.id() + ", " + range + ": ";
    }
}
