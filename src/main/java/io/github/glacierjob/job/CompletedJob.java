package io.github.glacierjob.job;

import io.github.glacierjob.internal.text.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * A job that has ended, as the service describes it. Immutable and thread-safe.
 *
 * @param details  the service's description
 * @param outputId the id under which its output is consumed: its own id, or the id of the expired job that it continues
 */
public record CompletedJob(GlacierJobDescription details, String outputId) {

    /** The shortest lifetime of an output. Source: InitiateJob, "A job ID will not expire for at least 24 hours". */
    public static final Duration OUTPUT_LIFETIME = Duration.ofHours(24);

    /**
     * If a job completed at this moment or later, its completion counts as not known: a sum with a moment near the
     * largest {@code Instant} would overflow.
     */
    private static final Instant END_OF_DATES = Instant.parse("9999-01-01T00:00:00Z");

    /** Throws a {@link JobNotReadyException} if the job is in progress. */
    public CompletedJob {
        if (!Boolean.TRUE.equals(details.completed()) || details.statusCode() == StatusCode.IN_PROGRESS) {
            throw new JobNotReadyException("Vault " + details.vaultARN() + ", job " + details.jobId()
                    + ": expected a completed job, it is " + details.statusCodeAsString()
                    + "; send the message again later, retrievals take minutes to hours");
        }
    }

    /**
     * Creates a completed job whose output has the id of the job.
     *
     * @param details the service's description
     */
    public CompletedJob(GlacierJobDescription details) {
        this(details, details.jobId());
    }

    /**
     * The job's id.
     *
     * @return the id, opaque; it may begin with {@code -}
     */
    public String id() {
        return details.jobId();
    }

    /**
     * The key of this job's output in repositories.
     *
     * @return the vault's ARN and the id under which the output is consumed
     */
    public String key() {
        return details.vaultARN() + "/jobs/" + outputId;
    }

    /**
     * Whether the job ended with success.
     *
     * @return true if the status code is Succeeded
     */
    public boolean succeeded() {
        return details.statusCode() == StatusCode.SUCCEEDED;
    }

    /**
     * Whether the job retrieved an archive.
     *
     * @return true for ArchiveRetrieval
     */
    public boolean isArchive() {
        return details.action() == ActionCode.ARCHIVE_RETRIEVAL;
    }

    /**
     * Whether the job retrieved an inventory.
     *
     * @return true for InventoryRetrieval
     */
    public boolean isInventory() {
        return details.action() == ActionCode.INVENTORY_RETRIEVAL;
    }

    /**
     * Whether the job has an output that can be downloaded. A select job writes its result to S3.
     *
     * @return true for archive and inventory retrievals
     */
    public boolean hasOutput() {
        return isArchive() || isInventory();
    }

    /**
     * The size of the output: the size of the retrieved range of the archive, or of the inventory.
     *
     * @return bytes; empty if the size is not in the description
     */
    public OptionalLong outputSize() {
        if (!isArchive()) {
            return sizeOf(details.inventorySizeInBytes());
        }
        if (details.retrievalByteRange() == null) {
            return sizeOf(details.archiveSizeInBytes());
        }
        return ByteRange.of(details.retrievalByteRange())
                .map(range -> OptionalLong.of(range.length()))
                .orElse(OptionalLong.empty());
    }

    /**
     * The place of the output in its archive.
     *
     * @return the offset of its first byte; 0 for whole archives and for inventories
     */
    public long outputStart() {
        return ByteRange.of(details.retrievalByteRange()).map(ByteRange::start).orElse(0L);
    }

    private static OptionalLong sizeOf(Long size) {
        return size == null || size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * The tree hash of the whole output.
     *
     * @return 64 hexadecimal digits; empty for inventories and for ranges that are not tree-hash aligned
     */
    public Optional<String> outputTreeHash() {
        if (details.sha256TreeHash() != null) {
            return Optional.of(details.sha256TreeHash());
        }
        boolean whole = isArchive()
                && details.archiveSizeInBytes() != null
                && outputSize().orElse(-1) == details.archiveSizeInBytes();
        return whole ? Optional.ofNullable(details.archiveSHA256TreeHash()) : Optional.empty();
    }

    /**
     * The moment of the completion.
     *
     * @return the moment; empty if the date of the service cannot be read
     */
    public Optional<Instant> completedAt() {
        try {
            return Optional.ofNullable(details.completionDate())
                    .map(Instant::parse)
                    .filter(date -> !date.isBefore(Instant.EPOCH) && date.isBefore(END_OF_DATES));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The earliest moment at which the output may expire. It may be available longer; only the answer 404 means that it
     * no longer exists.
     *
     * @return 24 hours after the completion; empty if the completion is not known
     */
    public Optional<Instant> expiresAt() {
        return completedAt().map(completed -> completed.plus(OUTPUT_LIFETIME));
    }
}
