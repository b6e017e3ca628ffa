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
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.ChecksumPolicy;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * The source of an output: the vault and the job. Sends the requests for its ranges. Immutable and thread-safe.
 *
 * @param jobs    the job API
 * @param vault   the vault's address for the requests
 * @param job     the completed job
 * @param serving selects the job of each request: that job, or a job that has replaced it
 */
public record OutputSource(GlacierJobs jobs, VaultAddress vault, CompletedJob job, Serving serving) {

    /**
     * Requests a range.
     *
     * @param doubted whether to doubt an answer 404, so that no other job replaces this one yet
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

    /** Counts bytes that were received. */
    void received(long count) {
        jobs.counters().received(job, count);
    }

    /** Counts received bytes that are discarded and fetched again. */
    void discarded(long count) {
        jobs.counters().refetched(count);
    }

    Attempts attempts() {
        return jobs.attempts();
    }

    /** The hash of the whole output; empty if it must not be compared or is not known. */
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

    /** The exception for bytes that differ from their hash; {@code whole} means that each range was right. */
    public TreeHashMismatchException mismatch(Object range, String expected, String received, boolean whole) {
        return new TreeHashMismatchException(
                where(range) + "expected tree hash " + expected + ", the received bytes have " + received, whole);
    }

    /** The exception for a download that was stopped. */
    public CancellationException stopped() {
        return new CancellationException(where("the download") + "was stopped");
    }

    /** The beginning of each message: the vault, the job and the range. */
    public String where(Object range) {
        return "Vault " + vault + ", job " + job.id() + ", " + range + ": ";
    }
}
