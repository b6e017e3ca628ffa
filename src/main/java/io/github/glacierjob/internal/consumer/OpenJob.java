package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.listing.JobPacker;
import io.github.glacierjob.internal.listing.PackedJob;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Optional;

/** A wanted job that is not consumed yet, packed to save memory until a slot takes it. Immutable. */
public final class OpenJob implements OutputPaces.Queued {

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final String key;
    private final PackedJob packed;
    private final long completed;
    private final long size;
    private final boolean archive;
    private final Instant seen;

    /**
     * Packs a job.
     *
     * @param seen the time when a listing first showed the job; the job completed before it
     */
    OpenJob(CompletedJob job, JobPacker packer, Instant seen) {
        this.key = job.key();
        this.packed = packer.pack(job.details());
        this.completed = job.completedAt().map(Instant::toEpochMilli).orElse(UNKNOWN);
        this.size = job.outputSize().orElse(0);
        this.archive = job.isArchive() && job.succeeded();
        this.seen = seen;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String outputId() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<Instant> expiresAt() {
        return completed == UNKNOWN
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(completed).plus(CompletedJob.OUTPUT_LIFETIME));
    }

    Instant seen() {
        return seen;
    }

    /** The latest time at which the output expires. */
    Instant end() {
        return expiresAt().orElse(seen.plus(CompletedJob.OUTPUT_LIFETIME));
    }

    /** The completion in milliseconds, for sorting; a job of unknown completion is sorted last. */
    long completed() {
        return completed;
    }

    /** Whether the job is an archive retrieval. */
    boolean isArchive() {
        return archive;
    }

    PackedJob packed() {
        return packed;
    }

    /** Returns the whole job, as it was listed. */
    CompletedJob unpack() {
        return new CompletedJob(packed.unpack(), outputId());
    }
}
