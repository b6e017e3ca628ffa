package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.job.JobRequest;
import java.util.Objects;

/**
 * An archive job to begin by {@link GlacierSimulator#addArchiveJob(String, ArchiveJob)}: a Standard job for all of the
 * archive unless set otherwise. Immutable.
 */
public final class ArchiveJob {
    private final String archiveId;
    private final String description;
    private final ByteRange range;
    private final Tier tier;
    private final Naming naming;

    /** What may be chosen beside the retrieval itself; null means any id, and no topic. */
    private record Naming(String jobId, String snsTopic) {}

    private ArchiveJob(String archiveId, String description, ByteRange range, Tier tier, Naming naming) {
        this.archiveId = Objects.requireNonNull(archiveId, "archiveId");
        this.description = description;
        this.range = range;
        this.tier = Objects.requireNonNull(tier, "tier");
        this.naming = naming;
    }

    /** A Standard job for a whole archive. */
    public static ArchiveJob of(String archiveId) {
        return new ArchiveJob(archiveId, null, null, Tier.STANDARD, new Naming(null, null));
    }

    /** Describes the job; null means no description. */
    public ArchiveJob description(String text) {
        return new ArchiveJob(archiveId, text, range, tier, naming);
    }

    /** Only the bytes {@code a-b}; null means all. Ranges that the service would refuse are allowed here. */
    public ArchiveJob range(String bytes) {
        ByteRange part = bytes == null
                ? null
                : ByteRange.parse(bytes).orElseThrow(() -> new IllegalArgumentException("Not a-b: " + bytes));
        return new ArchiveJob(archiveId, description, part, tier, naming);
    }

    /** The speed. */
    public ArchiveJob tier(Tier value) {
        return new ArchiveJob(archiveId, description, range, value, naming);
    }

    /** A chosen job id, for example one that begins with {@code -}. */
    public ArchiveJob jobId(String id) {
        return new ArchiveJob(archiveId, description, range, tier, new Naming(id, naming.snsTopic));
    }

    /** The topic that hears of its end. */
    public ArchiveJob snsTopic(String arn) {
        return new ArchiveJob(archiveId, description, range, tier, new Naming(naming.jobId, arn));
    }

    String jobId() {
        return naming.jobId;
    }

    JobRequest request() {
        JobRequest.Retrieval retrieval = new JobRequest.Retrieval(archiveId, range, tier.wireName());
        return new JobRequest(JobRequest.Kind.ARCHIVE, description, naming.snsTopic, retrieval, null, null);
    }
}
