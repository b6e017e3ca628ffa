package io.github.glacierjob.simulator.job;

import io.github.glacierjob.simulator.bill.Charges;
import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.SlicedBytes;
import io.github.glacierjob.simulator.bytes.TreeHash;
import io.github.glacierjob.simulator.job.JobRequest.Kind;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Vault;
import java.time.Instant;

/** A job from its initiation until its output is gone. Not thread-safe; callers use it one at a time. */
public final class Job {
    private final Origin origin;
    private final Vault vault;
    private final JobRequest request;
    private final Archive archive;
    private final Instant due;
    private Instant end;
    private boolean failed;
    private String statusMessage;

    /** The reason with which the job will fail when it ends; null if it will succeed. */
    private String failure;

    private Bytes output;

    /** The output of an inventory job; null for the vault's own inventory. */
    private Bytes document;

    private String nextMarker;
    private boolean wrongTreeHash;
    private String hash;

    /** The data that distinguish a job from all other jobs. */
    record Origin(String id, long sequence, Instant created) {}

    /** Creates a job; {@code archive} is null for an inventory. */
    Job(Origin origin, Vault vault, JobRequest request, Archive archive, Instant due) {
        this.origin = origin;
        this.vault = vault;
        this.request = request;
        this.archive = archive;
        this.due = due;
    }

    /** The job's id. */
    public String id() {
        return origin.id();
    }

    long sequence() {
        return origin.sequence();
    }

    /** The time of the initiation. */
    public Instant created() {
        return origin.created();
    }

    /** The time when the job ends without a test's action. */
    Instant due() {
        return due;
    }

    /** The time of the job's end; null while it is in progress. */
    Instant end() {
        return end;
    }

    /** The vault of the job. */
    public Vault vault() {
        return vault;
    }

    /** The request for the job. */
    public JobRequest request() {
        return request;
    }

    /** The archive of an archive or select job, also after it was deleted from the vault; null for an inventory. */
    public Archive archive() {
        return archive;
    }

    /** The bytes that GetJobOutput serves; null before the end, after a failure, and for select jobs. */
    public Bytes output() {
        return output;
    }

    /** The start of the next inventory after this inventory job; null at the end. */
    String nextMarker() {
        return nextMarker;
    }

    String statusMessage() {
        return statusMessage;
    }

    /** Whether this is an inventory job. */
    public boolean isInventory() {
        return request.kind() == Kind.INVENTORY;
    }

    /** Whether this is an archive job. */
    public boolean isArchive() {
        return request.kind() == Kind.ARCHIVE;
    }

    /** Whether the job has ended, with success or failure. */
    public boolean completed() {
        return end != null;
    }

    /** The status as the service writes it. */
    public String statusCode() {
        if (!completed()) {
            return "InProgress";
        }
        return failed ? "Failed" : "Succeeded";
    }

    /** Makes the job fail when it ends; null means that it succeeds. */
    public void willFail(String message) {
        failure = message;
    }

    /** Sets the output of an inventory job, instead of the vault's own inventory. */
    public void willDeliver(Bytes bytes) {
        document = bytes;
    }

    /** Makes the description show a wrong tree hash. */
    public void spoilTreeHash() {
        wrongTreeHash = true;
    }

    void end(Instant at) {
        end = at;
        if (failure == null) {
            statusMessage = "Succeeded";
            produce();
        } else {
            fail(failure);
        }
    }

    void fail(String message) {
        failed = true;
        statusMessage = message;
        output = null;
    }

    private void produce() {
        if (isArchive()) {
            output = new SlicedBytes(archive.content(), range().start(), range().end() + 1);
        } else if (document != null) {
            output = document;
        } else if (isInventory()) {
            Inventory inventory = Inventory.of(vault, request.listing());
            nextMarker = inventory.nextMarker();
            output = InventoryDocument.of(
                    request.listing().format(), vault.arn(), vault.inventoried(), inventory.archives());
        }
    }

    /** The retrieved part of the archive. */
    public ByteRange range() {
        ByteRange asked = request.retrieval().range();
        return asked != null ? asked : ByteRange.whole(archive.content().size());
    }

    /** The billed output of an archive job. */
    Charges.Output billed() {
        return new Charges.Output(vault.name(), archive.id(), range().start(), range().end());
    }

    /** The hash of the retrieved part, or null if that part is not aligned to the archive's tree. */
    public String treeHash() {
        if (!isArchive() || !range().treeHashAligned(archive.content().size())) {
            return null;
        }
        if (hash == null) {
            boolean whole = range().length() == archive.content().size();
            hash = whole
                    ? archive.content().treeHash()
                    : archive.content().treeHash(range().start(), range().end() + 1);
        }
        return wrongTreeHash ? TreeHash.spoiled(hash) : hash;
    }

    /** The size of the retrieved part or of the inventory; 0 for an inventory in progress. */
    public long outputSize() {
        if (isArchive()) {
            return range().length();
        }
        return output == null ? 0 : output.size();
    }
}
