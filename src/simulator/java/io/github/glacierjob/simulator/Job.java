package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.JobRequest.Kind;
import java.time.Instant;

/** A job from its initiation until its output is gone. Guarded by the {@link World} it belongs to. */
final class Job {
    final long sequence;
    final String id;
    final Vault vault;
    final JobRequest request;
    final Instant created;

    /** The archive of an archive or select job, also after it was deleted from the vault; null for an inventory. */
    final Archive archive;

    /** When the job ends by itself. */
    Instant due;

    /** When it ended; null while it is in progress. */
    Instant completed;

    boolean failed;
    String statusMessage;

    /** Why the job will fail when it ends; null if it will not. */
    String failure;

    /** The bytes that GetJobOutput serves; null before the end and for select jobs. */
    Content output;

    /** Of an inventory job: the output it will have; null for the vault's own inventory. */
    Content document;

    /** Of an inventory job: where the next one has to begin; null at the end. */
    String nextMarker;

    /** Whether the description shows a tree hash that is not the archive's. */
    boolean wrongTreeHash;

    private String hash;

    /** What tells a job from all others. */
    record Origin(String id, long sequence, Instant created) {}

    Job(Origin origin, Vault vault, JobRequest request, Archive archive) {
        this.id = origin.id();
        this.sequence = origin.sequence();
        this.created = origin.created();
        this.vault = vault;
        this.request = request;
        this.archive = archive;
    }

    boolean isInventory() {
        return request.kind() == Kind.INVENTORY;
    }

    boolean isArchive() {
        return request.kind() == Kind.ARCHIVE;
    }

    boolean succeeded() {
        return completed != null && !failed;
    }

    String statusCode() {
        if (completed == null) {
            return "InProgress";
        }
        return failed ? "Failed" : "Succeeded";
    }

    /** The retrieved part of the archive. */
    ByteRange range() {
        ByteRange asked = request.retrieval().range();
        return asked != null ? asked : ByteRange.whole(archive.content().size());
    }

    /** The hash of the retrieved part, or null if that part is not aligned to the archive's tree. */
    String treeHash() {
        if (!isArchive() || !range().treeHashAligned(archive.content().size())) {
            return null;
        }
        if (hash == null) {
            boolean whole = range().length() == archive.content().size();
            hash = whole
                    ? archive.content().treeHash()
                    : archive.content().treeHash(range().start(), range().end() + 1);
        }
        return wrongTreeHash ? spoiled(hash) : hash;
    }

    /** A hash of the right form that is not {@code hash}. */
    static String spoiled(String hash) {
        char first = hash.charAt(0) == '0' ? '1' : '0';
        return first + hash.substring(1);
    }

    long outputSize() {
        if (isArchive()) {
            return range().length();
        }
        return output == null ? 0 : output.size();
    }
}
