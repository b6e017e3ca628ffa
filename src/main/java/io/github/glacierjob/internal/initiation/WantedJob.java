package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.ByteRange;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobDescription;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobInput;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/** Compares a job's description with the parameters of an order. Defaults count as if they were written. */
record WantedJob(JobParameters asked) {

    /**
     * Whether an existing job can be reused. A page of an inventory cannot, because it depends on its moment; a select
     * job has no output.
     */
    boolean isReusable() {
        return !JobType.SELECT.isOf(asked)
                && !isPaged(filters().limit(), filters().marker());
    }

    /** Whether exactly these parameters could have created the job. */
    boolean isMadeInto(GlacierJobDescription job) {
        InventoryRetrievalJobDescription shown = filtersOf(job);
        return hasOutputOf(job)
                && text(asked.description()).equals(text(job.jobDescription()))
                && text(asked.snsTopic()).equals(text(job.snsTopic()))
                && (isInventory() || Tier.of(asked.tier()).equals(tierOf(job)))
                && number(filters().limit()).equals(number(shown.limit()))
                && (shown.marker() == null
                        || isCompleted(job)
                        || shown.marker().equals(filters().marker()))
                && (job.selectParameters() == null || job.selectParameters().equals(asked.selectParameters()));
    }

    /** Whether the job's output is the wanted one: the same archive and range, or the same selection of the inventory. */
    boolean hasOutputOf(GlacierJobDescription job) {
        InventoryRetrievalJobDescription shown = filtersOf(job);
        return Stream.of(JobType.values()).anyMatch(type -> type.isOf(asked) && type.isOf(job))
                && Objects.equals(asked.archiveId(), job.archiveId())
                && range(asked.retrievalByteRange(), job).equals(range(job.retrievalByteRange(), job))
                && format(asked.format()).equals(format(shown.format()))
                && date(filters().startDate()).equals(date(shown.startDate()))
                && date(filters().endDate()).equals(date(shown.endDate()));
    }

    /**
     * Whether it is not known if the job has the wanted output. This happens for a job of this process that no listing
     * has shown yet: without the archive's size, a range cannot be compared with the whole.
     */
    boolean isUndecided(GlacierJobDescription job) {
        return JobType.ARCHIVE_RETRIEVAL.isOf(asked)
                && JobType.ARCHIVE_RETRIEVAL.isOf(job)
                && Objects.equals(asked.archiveId(), job.archiveId())
                && job.archiveSizeInBytes() == null
                && (asked.retrievalByteRange() == null) != (job.retrievalByteRange() == null);
    }

    /** Whether the job's output is a page of an inventory. */
    static boolean isPaged(GlacierJobDescription job) {
        return isPaged(filtersOf(job).limit(), filtersOf(job).marker());
    }

    /** Whether a job in progress will complete no later than a new job. */
    boolean isAsFast(GlacierJobDescription job) {
        Optional<Tier> own = Tier.of(asked.tier());
        Optional<Tier> other = tierOf(job);
        return isInventory()
                || own.isPresent() && other.isPresent() && other.get().compareTo(own.get()) <= 0;
    }

    private boolean isInventory() {
        return JobType.INVENTORY_RETRIEVAL.isOf(asked);
    }

    private static boolean isPaged(String limit, String marker) {
        return limit != null || marker != null;
    }

    /** Whether the job is completed: then its marker is the start of the next page, and not the start of its own page. */
    private static boolean isCompleted(GlacierJobDescription job) {
        return Boolean.TRUE.equals(job.completed());
    }

    private InventoryRetrievalJobInput filters() {
        return asked.inventoryRetrievalParameters() == null
                ? InventoryRetrievalJobInput.builder().build()
                : asked.inventoryRetrievalParameters();
    }

    private static InventoryRetrievalJobDescription filtersOf(GlacierJobDescription job) {
        return job.inventoryRetrievalParameters() == null
                ? InventoryRetrievalJobDescription.builder().build()
                : job.inventoryRetrievalParameters();
    }

    private static Optional<Tier> tierOf(GlacierJobDescription job) {
        return Tier.of(job.tier());
    }

    private static String range(String range, GlacierJobDescription job) {
        if (range == null) {
            return job.archiveSizeInBytes() == null ? "" : new ByteRange(0, job.archiveSizeInBytes() - 1).toString();
        }
        return ByteRange.of(range).map(ByteRange::toString).orElse(range);
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static String format(String format) {
        return format == null ? "JSON" : format;
    }

    private static String number(String number) {
        return text(number).replaceFirst("^0+", "");
    }

    private static String date(String date) {
        try {
            return date == null ? "" : OffsetDateTime.parse(date).toInstant().toString();
        } catch (DateTimeException e) {
            return date;
        }
    }
}
