package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.listing.JobPacker;
import io.github.glacierjob.internal.listing.PackedJob;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Optional;

/**
 * A wanted job that is not consumed yet, packed to save memory until a slot takes it.
 *
 * @param packed    the job's description
 * @param completed the completion in milliseconds, for sorting; a job of unknown completion is sorted last
 * @param size      the bytes of the output; 0 if they are not known
 * @param isArchive whether the job is an archive retrieval that succeeded
 * @param seen      the time when a listing first showed the job; the job completed before it
 */
public record OpenJob(String key, PackedJob packed, long completed, long size, boolean isArchive, Instant seen)
        implements OutputPaces.Queued {

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** Packs a job. */
    OpenJob(CompletedJob job, JobPacker packer, Instant seen) {
        this(
                job.key(),
                packer.pack(job.details()),
                job.completedAt().map(Instant::toEpochMilli).orElse(UNKNOWN),
                job.outputSize().orElse(0),
                job.isArchive() && job.succeeded(),
                seen);
    }

    @Override
    public String outputId() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<Instant> expiresAt() {
        return completed == UNKNOWN
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(completed).plus(CompletedJob.OUTPUT_LIFETIME));
    }

    /** The latest time at which the output expires. */
    Instant end() {
        return expiresAt().orElse(seen.plus(CompletedJob.OUTPUT_LIFETIME));
    }

    /** Returns the whole job, as it was listed. */
    CompletedJob unpack() {
        return new CompletedJob(packed.unpack(), outputId());
    }
}
