package io.github.glacierjob.internal.message;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.output.Chunk;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import java.io.File;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * Writes the headers of answers of operations and of the consumer. It never writes a header that requests something,
 * because an answer must not become a request that costs money. A header without a value in the answer is removed, so
 * that no value of an earlier answer stays.
 */
public final class AnswerHeaders {

    private static final GlacierJobDescription UNKNOWN =
            GlacierJobDescription.builder().build();

    private static final List<String> ABOUT_AN_OUTPUT = List.of(
            GlacierJobConstants.CHECKSUM,
            GlacierJobConstants.HTTP_STATUS,
            GlacierJobConstants.CONTENT_RANGE,
            GlacierJobConstants.ACCEPT_RANGES,
            GlacierJobConstants.ARCHIVE_DESCRIPTION,
            GlacierJobConstants.OUTPUT_SIZE_IN_BYTES,
            GlacierJobConstants.PROOF,
            GlacierJobConstants.INVENTORY_DATE,
            GlacierJobConstants.BAD_ARCHIVES,
            GlacierJobConstants.BAD_ARCHIVE_CAUSE,
            GlacierJobConstants.EMPTY_INVENTORY,
            GlacierJobConstants.CHUNK_INDEX,
            GlacierJobConstants.CHUNK_COUNT,
            GlacierJobConstants.CHUNK_START,
            GlacierJobConstants.CHUNK_END,
            GlacierJobConstants.CHUNK_SIZE,
            GlacierJobConstants.CHUNK_LAST,
            GlacierJobConstants.CHUNK_TREE_HASH);

    private AnswerHeaders() {}

    public static void write(Message to, GlacierJobDescription job) {
        describe(to, job);
        put(to, GlacierJobConstants.DETAILS, job);
        put(to, GlacierJobConstants.ID, job.jobId());
        put(to, GlacierJobConstants.ARCHIVE_ID, job.archiveId());
        put(to, GlacierJobConstants.OUTPUT_PATH, job.jobOutputPath());
    }

    /** Writes the facts about a job; a fact that the description lacks removes its header. */
    private static void describe(Message to, GlacierJobDescription job) {
        ABOUT_AN_OUTPUT.forEach(to::removeHeader);
        vault(to, job.vaultARN());
        put(to, GlacierJobConstants.ACTION, job.actionAsString());
        put(to, GlacierJobConstants.COMPLETED, job.completed());
        put(to, GlacierJobConstants.STATUS_CODE, job.statusCodeAsString());
        put(to, GlacierJobConstants.STATUS_MESSAGE, job.statusMessage());
        put(to, GlacierJobConstants.CREATION_DATE, job.creationDate());
        put(to, GlacierJobConstants.COMPLETION_DATE, job.completionDate());
        put(to, GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, job.archiveSizeInBytes());
        put(to, GlacierJobConstants.INVENTORY_SIZE_IN_BYTES, job.inventorySizeInBytes());
        put(to, GlacierJobConstants.SHA256_TREE_HASH, job.sha256TreeHash());
        put(to, GlacierJobConstants.ARCHIVE_SHA256_TREE_HASH, job.archiveSHA256TreeHash());
        Optional<CompletedJob> ended =
                Boolean.TRUE.equals(job.completed()) ? Optional.of(new CompletedJob(job)) : Optional.empty();
        put(
                to,
                GlacierJobConstants.EXPIRES_AT,
                ended.flatMap(CompletedJob::expiresAt).map(Instant::toString).orElse(null));
        put(
                to,
                GlacierJobConstants.MESSAGE_TIMESTAMP,
                ended.flatMap(CompletedJob::completedAt)
                        .map(Instant::toEpochMilli)
                        .orElse(null));
    }

    /** Writes the vault of an ARN; an ARN that cannot be parsed is written unchanged. */
    private static void vault(Message to, String arn) {
        put(to, GlacierJobConstants.VAULT_ARN, arn);
        VaultAddress.ofArn(arn).ifPresent(vault -> vault(to, vault));
    }

    private static void vault(Message to, VaultAddress vault) {
        put(to, GlacierJobConstants.ACCOUNT_ID, vault.accountId());
        put(to, GlacierJobConstants.VAULT_NAME, vault.name());
    }

    /**
     * Writes a job that was just ordered. Only its id and location are known, so other headers of an earlier job are
     * removed.
     */
    public static void write(Message to, JobOrder.Result initiated) {
        InitiateJobResponse job = initiated.answer();
        describe(to, UNKNOWN);
        to.removeHeader(GlacierJobConstants.DETAILS);
        vault(to, JobMention.of(job).vault().orElse(initiated.vault()));
        put(to, GlacierJobConstants.REUSED, initiated.reused());
        put(to, GlacierJobConstants.ID, job.jobId());
        put(to, GlacierJobConstants.LOCATION, job.location());
        put(to, GlacierJobConstants.OUTPUT_PATH, job.jobOutputPath());
    }

    public static void write(Message to, CompletedJob job) {
        write(to, job.details());
        put(to, GlacierJobConstants.ID, job.outputId());
    }

    /** Writes the headers of a whole output and of the answer to its first request. */
    public static void writeOutput(Message to, GetJobOutputResponse answer, long size, Proof proof) {
        put(to, GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, size);
        put(to, GlacierJobConstants.PROOF, proof.toString());
        put(to, GlacierJobConstants.ACCEPT_RANGES, answer.acceptRanges());
        put(to, GlacierJobConstants.CONTENT_TYPE, answer.contentType());
        put(to, GlacierJobConstants.ARCHIVE_DESCRIPTION, answer.archiveDescription());
    }

    public static void writeFile(Message to, File file) {
        put(to, GlacierJobConstants.FILE_LENGTH, file.length());
        put(to, GlacierJobConstants.FILE_NAME_PRODUCED, file.getAbsolutePath());
    }

    /** Writes the headers of bytes that a single request delivered. */
    public static void writeRequest(Message to, GetJobOutputResponse answer) {
        put(to, GlacierJobConstants.CHECKSUM, answer.checksum());
        put(to, GlacierJobConstants.HTTP_STATUS, answer.sdkHttpResponse().statusCode());
        put(to, GlacierJobConstants.CONTENT_RANGE, answer.contentRange());
    }

    /** Writes the headers of a composed output: the hash of the whole, and no headers of a single request. */
    public static void writeComposed(Message to, String treeHash) {
        put(to, GlacierJobConstants.CHECKSUM, treeHash);
        put(to, GlacierJobConstants.HTTP_STATUS, null);
        put(to, GlacierJobConstants.CONTENT_RANGE, null);
    }

    public static void write(Message to, Chunk chunk, long outputSize) {
        writeOutput(to, chunk.answer(), outputSize, chunk.proof());
        writeRequest(to, chunk.answer());
        writePlace(to, chunk.range(), chunk.index(), chunk.count(), chunk.isLast());
        put(to, GlacierJobConstants.CHUNK_TREE_HASH, chunk.treeHash());
    }

    public static void write(Message to, InventoryArchive archive) {
        put(to, GlacierJobConstants.ARCHIVE_ID, archive.id());
        put(to, GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, archive.size());
        put(
                to,
                GlacierJobConstants.ARCHIVE_DESCRIPTION,
                archive.description().isEmpty() ? null : archive.description());
    }

    /** Writes the headers of an inventory; the number of bad entries is known only with the last message. */
    static void writeInventory(Message to, String date, Long bad) {
        put(to, GlacierJobConstants.INVENTORY_DATE, date);
        put(to, GlacierJobConstants.BAD_ARCHIVES, bad);
    }

    /** Writes an entry that cannot be read. Its text is remote, so its id is written only if it is a valid id. */
    static void write(Message to, BadArchiveException entry) {
        put(to, GlacierJobConstants.BAD_ARCHIVE_CAUSE, entry.getMessage());
        Object id = entry.members().get("ArchiveId");
        put(to, GlacierJobConstants.ARCHIVE_ID, id != null && JobIds.isId(id.toString()) ? id.toString() : null);
    }

    /** Writes the place of a range in its output, without facts about its bytes. */
    public static void writePlace(Message to, RangeDescriptor range) {
        put(to, GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, range.outputSize());
        writePlace(to, range.range(), range.index(), range.count(), range.isLast());
    }

    private static void writePlace(Message to, ByteRange range, int index, int count, boolean last) {
        put(to, GlacierJobConstants.CHUNK_INDEX, index);
        put(to, GlacierJobConstants.CHUNK_COUNT, count);
        put(to, GlacierJobConstants.CHUNK_START, range.start());
        put(to, GlacierJobConstants.CHUNK_END, range.end());
        put(to, GlacierJobConstants.CHUNK_SIZE, Math.toIntExact(range.length()));
        put(to, GlacierJobConstants.CHUNK_LAST, last);
    }

    public static void put(Message to, String name, Object value) {
        if (value == null) {
            to.removeHeader(name);
        } else {
            to.setHeader(name, value);
        }
    }
}
