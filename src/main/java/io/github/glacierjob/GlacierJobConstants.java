package io.github.glacierjob;

import org.apache.camel.spi.Metadata;

/** The headers of the component. All begin with CamelGlacierJob, so that no transport lets them in or out. */
public final class GlacierJobConstants {

    @Metadata(
            description =
                    "The job's id. Of an output that goes on with another job after it expired, the id of the first one.",
            javaType = "String")
    public static final String ID = "CamelGlacierJobId";

    @Metadata(
            description =
                    "The account that owns the vault: 12 digits, or - for the account of the credentials. On a producer it wins over the option.",
            javaType = "String")
    public static final String ACCOUNT_ID = "CamelGlacierJobAccountId";

    @Metadata(description = "The vault's name. On a producer it wins over the endpoint's.", javaType = "String")
    public static final String VAULT_NAME = "CamelGlacierJobVaultName";

    @Metadata(
            description = "The archive's id; absent for inventories, there for each of their archives.",
            javaType = "String")
    public static final String ARCHIVE_ID = "CamelGlacierJobArchiveId";

    @Metadata(
            label = "producer",
            description = "The operation: initiateJob, describeJob, listJobs or getJobOutput. Wins over the option.",
            javaType = "io.github.glacierjob.GlacierJobOperation")
    public static final String OPERATION = "CamelGlacierJobOperation";

    @Metadata(
            label = "producer",
            description = "initiateJob: the type of the job, archive-retrieval, inventory-retrieval or select.",
            javaType = "String")
    public static final String TYPE = "CamelGlacierJobType";

    @Metadata(
            label = "producer",
            description = "initiateJob: a description, at most 1024 bytes of 0x20-0x7E.",
            javaType = "String")
    public static final String DESCRIPTION = "CamelGlacierJobDescription";

    @Metadata(
            label = "producer",
            description = "initiateJob: the ARN of the topic that is told when the job completes.",
            javaType = "String")
    public static final String SNS_TOPIC = "CamelGlacierJobSnsTopic";

    @Metadata(
            label = "producer",
            description = "initiateJob: the range of the archive, start-end in bytes, aligned to 1 MiB.",
            javaType = "String")
    public static final String RETRIEVAL_BYTE_RANGE = "CamelGlacierJobRetrievalByteRange";

    @Metadata(label = "producer", description = "initiateJob: Expedited, Standard or Bulk.", javaType = "String")
    public static final String TIER = "CamelGlacierJobTier";

    @Metadata(
            label = "producer",
            description = "initiateJob: the format of an inventory, CSV or JSON.",
            javaType = "String")
    public static final String FORMAT = "CamelGlacierJobFormat";

    @Metadata(
            label = "producer",
            description = "initiateJob: archives created at or after this moment, in UTC as ISO 8601.",
            javaType = "String")
    public static final String INVENTORY_START_DATE = "CamelGlacierJobInventoryStartDate";

    @Metadata(
            label = "producer",
            description = "initiateJob: archives created before this moment, in UTC as ISO 8601.",
            javaType = "String")
    public static final String INVENTORY_END_DATE = "CamelGlacierJobInventoryEndDate";

    @Metadata(
            label = "producer",
            description = "initiateJob: most archives in the inventory, 1 or more.",
            javaType = "String")
    public static final String INVENTORY_LIMIT = "CamelGlacierJobInventoryLimit";

    @Metadata(label = "producer", description = "initiateJob: where a paged inventory goes on.", javaType = "String")
    public static final String INVENTORY_MARKER = "CamelGlacierJobInventoryMarker";

    @Metadata(
            label = "producer",
            description = "initiateJob: the query of a select job, as the SDK's type, a Map or JSON.",
            javaType = "Object")
    public static final String SELECT_PARAMETERS = "CamelGlacierJobSelectParameters";

    @Metadata(
            label = "producer",
            description = "initiateJob: where a select job writes, as the SDK's type, a Map or JSON.",
            javaType = "Object")
    public static final String OUTPUT_LOCATION = "CamelGlacierJobOutputLocation";

    @Metadata(
            label = "producer",
            description = "getJobOutput: the range of the output, bytes=start-end. Empty means all of it.",
            javaType = "String")
    public static final String RANGE = "CamelGlacierJobRange";

    @Metadata(
            label = "producer",
            description = "listJobs: only jobs with this status code, InProgress, Succeeded or Failed.",
            javaType = "String")
    public static final String FILTER_STATUS_CODE = "CamelGlacierJobFilterStatusCode";

    @Metadata(
            label = "producer",
            description = "listJobs: only jobs that are completed (true) or in progress (false).",
            javaType = "Boolean")
    public static final String FILTER_COMPLETED = "CamelGlacierJobFilterCompleted";

    @Metadata(
            label = "producer",
            description = "listJobs: one page of at most so many jobs, 1 to 50.",
            javaType = "Integer")
    public static final String LIMIT = "CamelGlacierJobLimit";

    @Metadata(label = "producer", description = "listJobs: one page that begins at this marker.", javaType = "String")
    public static final String MARKER = "CamelGlacierJobMarker";

    @Metadata(
            description = "Everything the service says about the job.",
            javaType = "software.amazon.awssdk.services.glacier.model.GlacierJobDescription")
    public static final String DETAILS = "CamelGlacierJobDetails";

    @Metadata(label = "producer", description = "The path of the job that initiateJob made.", javaType = "String")
    public static final String LOCATION = "CamelGlacierJobLocation";

    @Metadata(description = "Where a select job wrote its result; absent for other jobs.", javaType = "String")
    public static final String OUTPUT_PATH = "CamelGlacierJobOutputPath";

    @Metadata(description = "What the job does: ArchiveRetrieval, InventoryRetrieval or Select.", javaType = "String")
    public static final String ACTION = "CamelGlacierJobAction";

    @Metadata(description = "Whether the job has ended, well or not.", javaType = "Boolean")
    public static final String COMPLETED = "CamelGlacierJobCompleted";

    @Metadata(description = "InProgress, Succeeded or Failed.", javaType = "String")
    public static final String STATUS_CODE = "CamelGlacierJobStatusCode";

    @Metadata(
            description = "The service's words for the status; absent while the job is in progress.",
            javaType = "String")
    public static final String STATUS_MESSAGE = "CamelGlacierJobStatusMessage";

    @Metadata(description = "When the job was initiated, as the service sends it.", javaType = "String")
    public static final String CREATION_DATE = "CamelGlacierJobCreationDate";

    @Metadata(description = "When the job completed, as the service sends it; absent before.", javaType = "String")
    public static final String COMPLETION_DATE = "CamelGlacierJobCompletionDate";

    @Metadata(
            description =
                    "The size of the whole archive, also where a range of it was retrieved; absent for inventories.",
            javaType = "Long")
    public static final String ARCHIVE_SIZE_IN_BYTES = "CamelGlacierJobArchiveSizeInBytes";

    @Metadata(description = "The size of the inventory; absent for archives.", javaType = "Long")
    public static final String INVENTORY_SIZE_IN_BYTES = "CamelGlacierJobInventorySizeInBytes";

    @Metadata(
            description =
                    "The tree hash of the retrieved range; absent where the range is not tree-hash aligned and for inventories.",
            javaType = "String")
    public static final String SHA256_TREE_HASH = "CamelGlacierJobSha256TreeHash";

    @Metadata(description = "The tree hash of the whole archive; absent for inventories.", javaType = "String")
    public static final String ARCHIVE_SHA256_TREE_HASH = "CamelGlacierJobArchiveSha256TreeHash";

    @Metadata(description = "The ARN of the vault.", javaType = "String")
    public static final String VAULT_ARN = "CamelGlacierJobVaultArn";

    @Metadata(
            label = "producer",
            description = "listJobs: the marker of the next page; absent on the last one.",
            javaType = "String")
    public static final String NEXT_MARKER = "CamelGlacierJobNextMarker";

    @Metadata(label = "producer", description = "initiateJob: whether the job existed before.", javaType = "Boolean")
    public static final String REUSED = "CamelGlacierJobReused";

    @Metadata(
            description =
                    "The tree hash that the service sent with these bytes; of an output that takes several requests, the whole's. Absent where it sent none.",
            javaType = "String")
    public static final String CHECKSUM = "CamelGlacierJobChecksum";

    @Metadata(
            description = "The HTTP status, 200 or 206; absent where the output takes several requests.",
            javaType = "Integer")
    public static final String HTTP_STATUS = "CamelGlacierJobHttpStatus";

    @Metadata(
            description = "The service's Content-Range; absent where the output takes several requests or came whole.",
            javaType = "String")
    public static final String CONTENT_RANGE = "CamelGlacierJobContentRange";

    @Metadata(description = "The unit of ranges, bytes.", javaType = "String")
    public static final String ACCEPT_RANGES = "CamelGlacierJobAcceptRanges";

    @Metadata(
            description = "The archive's own description; absent where it has none. Untrusted text from the upload.",
            javaType = "String")
    public static final String ARCHIVE_DESCRIPTION = "CamelGlacierJobArchiveDescription";

    @Metadata(description = "The size of the whole output.", javaType = "Long")
    public static final String OUTPUT_SIZE_IN_BYTES = "CamelGlacierJobOutputSizeInBytes";

    @Metadata(
            description = "Completion and 24 hours as ISO 8601: until then at least the output can be had.",
            javaType = "String")
    public static final String EXPIRES_AT = "CamelGlacierJobExpiresAt";

    @Metadata(
            description =
                    "What was proved of the bytes: whole (the tree hash of the whole output), range (of this range) or length (the service sends no hash).",
            javaType = "String")
    public static final String PROOF = "CamelGlacierJobProof";

    @Metadata(
            description =
                    "With outputMode=archives: when the inventory was made, ISO 8601; absent in CSV, which does not say.",
            javaType = "String")
    public static final String INVENTORY_DATE = "CamelGlacierJobInventoryDate";

    @Metadata(
            description =
                    "With outputMode=archives, in the last message: how many entries of the inventory could not be read.",
            javaType = "Long")
    public static final String BAD_ARCHIVES = "CamelGlacierJobBadArchives";

    @Metadata(
            description =
                    "With onBadArchive=emit: why this entry cannot be read. The body is a Map of what can be read. Absent for all others.",
            javaType = "String")
    public static final String BAD_ARCHIVE_CAUSE = "CamelGlacierJobBadArchiveCause";

    @Metadata(
            description =
                    "With outputMode=archives: true in the only message of an inventory without archives, which has no body. Absent in all others.",
            javaType = "Boolean")
    public static final String EMPTY_INVENTORY = "CamelGlacierJobEmptyInventory";

    @Metadata(description = "The number of the chunk, from 0.", javaType = "Integer")
    public static final String CHUNK_INDEX = "CamelGlacierJobChunkIndex";

    @Metadata(description = "How many chunks the output has.", javaType = "Integer")
    public static final String CHUNK_COUNT = "CamelGlacierJobChunkCount";

    @Metadata(description = "Offset of the chunk's first byte in the output.", javaType = "Long")
    public static final String CHUNK_START = "CamelGlacierJobChunkStart";

    @Metadata(description = "Offset of the chunk's last byte in the output.", javaType = "Long")
    public static final String CHUNK_END = "CamelGlacierJobChunkEnd";

    @Metadata(description = "Bytes in the chunk.", javaType = "Integer")
    public static final String CHUNK_SIZE = "CamelGlacierJobChunkSize";

    @Metadata(description = "Whether it is the output's last chunk.", javaType = "Boolean")
    public static final String CHUNK_LAST = "CamelGlacierJobChunkLast";

    @Metadata(description = "The tree hash of the chunk, computed from its bytes.", javaType = "String")
    public static final String CHUNK_TREE_HASH = "CamelGlacierJobChunkTreeHash";

    @Metadata(
            description =
                    "The media type of the output: application/octet-stream for archives, application/json or text/csv for inventories.",
            javaType = "String")
    public static final String CONTENT_TYPE = "Content-Type";

    @Metadata(
            description =
                    "With outputMode=file: the file's name within workDirectory; for the producer also the name that is asked for.",
            javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    @Metadata(description = "With outputMode=file: bytes in the file.", javaType = "Long")
    public static final String FILE_LENGTH = "CamelFileLength";

    @Metadata(description = "With outputMode=file: the absolute path of the file.", javaType = "String")
    public static final String FILE_NAME_PRODUCED = "CamelFileNameProduced";

    @Metadata(description = "When the job completed, in milliseconds since 1970.", javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = "CamelMessageTimestamp";

    private GlacierJobConstants() {}
}
