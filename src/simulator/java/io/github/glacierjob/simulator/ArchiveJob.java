package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.job.JobRequest;
import java.util.Objects;

/**
 * The parameters of an archive job for {@link GlacierSimulator#addArchiveJob(String, ArchiveJob)}: a Standard job for the
 * whole archive unless set otherwise. Immutable.
 */
public final class ArchiveJob {
    private final String archiveId;
    private final String description;
    private final ByteRange range;
    private final Tier tier;
    private final Naming naming;

    /** The id and the topic of the job; null means a generated id, and no topic. */
    private record Naming(String jobId, String snsTopic) {}

    private ArchiveJob(String archiveId, String description, ByteRange range, Tier tier, Naming naming) {
        this.archiveId = Objects.requireNonNull(archiveId, "archiveId");
        this.description = description;
        this.range = range;
        this.tier = Objects.requireNonNull(tier, "tier");
        this.naming = naming;
    }

    /** Creates a Standard job for a whole archive. */
    public static ArchiveJob of(String archiveId) {
        return new ArchiveJob(archiveId, null, null, Tier.STANDARD, new Naming(null, null));
    }

    /** Sets the job's description; null means no description. */
    public ArchiveJob description(String text) {
        return new ArchiveJob(archiveId, text, range, tier, naming);
    }

    /**
     * Sets the range {@code a-b} of bytes; null means the whole archive. Ranges that the service would refuse are allowed
     * here.
     */
    public ArchiveJob range(String bytes) {
        ByteRange part = bytes == null
                ? null
                : ByteRange.parse(bytes).orElseThrow(() -> new IllegalArgumentException("Not a-b: " + bytes));
        return new ArchiveJob(archiveId, description, part, tier, naming);
    }

    /** Sets the tier. */
    public ArchiveJob tier(Tier value) {
        return new ArchiveJob(archiveId, description, range, value, naming);
    }

    /** Sets the job's id, for example an id that begins with {@code -}. */
    public ArchiveJob jobId(String id) {
        return new ArchiveJob(archiveId, description, range, tier, new Naming(id, naming.snsTopic));
    }

    /** Sets the topic that is notified when the job ends. */
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
