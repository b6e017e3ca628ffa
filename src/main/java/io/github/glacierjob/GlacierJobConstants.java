package io.github.glacierjob;

import org.apache.camel.spi.Metadata;

/**
 * The headers of the component. Its own headers begin with CamelGlacierJob; Camel's transports filter such headers in both
 * directions.
 */
public final class GlacierJobConstants {

    @Metadata(
            description =
                    "The id of the job. If an output continues with another job after it expired, this is the id of the first job. For describeJob and getJobOutput it overrides the option.",
            javaType = "String")
    public static final String ID = "CamelGlacierJobId";

    @Metadata(
            description =
                    "The account that owns the vault: 12 digits, or - for the account of the credentials. For a producer it overrides the option.",
            javaType = "String")
    public static final String ACCOUNT_ID = "CamelGlacierJobAccountId";

    @Metadata(
            description = "The name of the vault. For a producer it overrides the vault of the endpoint.",
            javaType = "String")
    public static final String VAULT_NAME = "CamelGlacierJobVaultName";

    @Metadata(
            description =
                    "The id of the archive. Absent for an inventory, present for each of its archives. initiateJob: the archive to retrieve; it overrides the option.",
            javaType = "String")
    public static final String ARCHIVE_ID = "CamelGlacierJobArchiveId";

    @Metadata(
            label = "producer",
            description =
                    "The operation of the producer: initiateJob, describeJob, listJobs or getJobOutput. It overrides the option.",
            javaType = "io.github.glacierjob.GlacierJobOperation")
    public static final String OPERATION = "CamelGlacierJobOperation";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: the type of the new job: archive-retrieval, inventory-retrieval or select. It overrides the option.",
            javaType = "String")
    public static final String TYPE = "CamelGlacierJobType";

    @Metadata(
            label = "producer",
            description = "initiateJob: the description of the new job, at most 1024 bytes of 0x20-0x7E.",
            javaType = "String")
    public static final String DESCRIPTION = "CamelGlacierJobDescription";

    @Metadata(
            label = "producer",
            description = "initiateJob: the ARN of the SNS topic that the service notifies when the job completes.",
            javaType = "String")
    public static final String SNS_TOPIC = "CamelGlacierJobSnsTopic";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: the range of the archive to retrieve, as start-end in bytes, both inclusive and aligned to 1 MiB.",
            javaType = "String")
    public static final String RETRIEVAL_BYTE_RANGE = "CamelGlacierJobRetrievalByteRange";

    @Metadata(
            label = "producer",
            description = "initiateJob: the tier of an archive retrieval: Expedited, Standard or Bulk.",
            javaType = "String")
    public static final String TIER = "CamelGlacierJobTier";

    @Metadata(
            label = "producer",
            description = "initiateJob: the format of the inventory: CSV or JSON.",
            javaType = "String")
    public static final String FORMAT = "CamelGlacierJobFormat";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: the inventory lists archives that were created at or after this moment, a date or a time of ISO 8601. It is sent in UTC.",
            javaType = "String")
    public static final String INVENTORY_START_DATE = "CamelGlacierJobInventoryStartDate";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: the inventory lists archives that were created before this moment, a date or a time of ISO 8601. It is sent in UTC.",
            javaType = "String")
    public static final String INVENTORY_END_DATE = "CamelGlacierJobInventoryEndDate";

    @Metadata(
            label = "producer",
            description = "initiateJob: the largest number of archives in the inventory, 1 or more.",
            javaType = "String")
    public static final String INVENTORY_LIMIT = "CamelGlacierJobInventoryLimit";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: where the next part of an inventory begins: the marker in the description of the previous job.",
            javaType = "String")
    public static final String INVENTORY_MARKER = "CamelGlacierJobInventoryMarker";

    @Metadata(
            label = "producer",
            description = "initiateJob: the query of a select job, as the SDK's type SelectParameters, a Map or JSON.",
            javaType = "Object")
    public static final String SELECT_PARAMETERS = "CamelGlacierJobSelectParameters";

    @Metadata(
            label = "producer",
            description =
                    "initiateJob: where a select job writes its result, as the SDK's type OutputLocation, a Map or JSON.",
            javaType = "Object")
    public static final String OUTPUT_LOCATION = "CamelGlacierJobOutputLocation";

    @Metadata(
            label = "producer",
            description =
                    "getJobOutput: the range of the output to download, as bytes=start-end, both inclusive. Empty text means the whole output.",
            javaType = "String")
    public static final String RANGE = "CamelGlacierJobRange";

    @Metadata(
            label = "producer",
            description = "listJobs: only jobs with this status code are listed: InProgress, Succeeded or Failed.",
            javaType = "String")
    public static final String FILTER_STATUS_CODE = "CamelGlacierJobFilterStatusCode";

    @Metadata(
            label = "producer",
            description = "listJobs: only completed jobs (true) or only jobs in progress (false) are listed.",
            javaType = "Boolean")
    public static final String FILTER_COMPLETED = "CamelGlacierJobFilterCompleted";

    @Metadata(
            label = "producer",
            description = "listJobs: the largest number of jobs on the one page that is listed, 1 to 50.",
            javaType = "Integer")
    public static final String LIMIT = "CamelGlacierJobLimit";

    @Metadata(
            label = "producer",
            description = "listJobs: where the one page that is listed begins.",
            javaType = "String")
    public static final String MARKER = "CamelGlacierJobMarker";

    @Metadata(
            description = "The description of the job as the service sent it.",
            javaType = "software.amazon.awssdk.services.glacier.model.GlacierJobDescription")
    public static final String DETAILS = "CamelGlacierJobDetails";

    @Metadata(
            label = "producer",
            description = "initiateJob: the relative URI of the new or reused job.",
            javaType = "String")
    public static final String LOCATION = "CamelGlacierJobLocation";

    @Metadata(description = "Where a select job wrote its result. Absent for other jobs.", javaType = "String")
    public static final String OUTPUT_PATH = "CamelGlacierJobOutputPath";

    @Metadata(description = "The kind of the job: ArchiveRetrieval, InventoryRetrieval or Select.", javaType = "String")
    public static final String ACTION = "CamelGlacierJobAction";

    @Metadata(description = "Whether the job has ended, with or without success.", javaType = "Boolean")
    public static final String COMPLETED = "CamelGlacierJobCompleted";

    @Metadata(description = "The status code of the job: InProgress, Succeeded or Failed.", javaType = "String")
    public static final String STATUS_CODE = "CamelGlacierJobStatusCode";

    @Metadata(
            description = "The text of the service about the status. Absent while the job is in progress.",
            javaType = "String")
    public static final String STATUS_MESSAGE = "CamelGlacierJobStatusMessage";

    @Metadata(
            description = "When the job was initiated, in UTC as ISO 8601, as the service sent it.",
            javaType = "String")
    public static final String CREATION_DATE = "CamelGlacierJobCreationDate";

    @Metadata(
            description =
                    "When the job completed, in UTC as ISO 8601, as the service sent it. Absent while the job is in progress.",
            javaType = "String")
    public static final String COMPLETION_DATE = "CamelGlacierJobCompletionDate";

    @Metadata(
            description =
                    "The size of the whole archive in bytes, also if the job retrieved only a range of it. Absent for inventories.",
            javaType = "Long")
    public static final String ARCHIVE_SIZE_IN_BYTES = "CamelGlacierJobArchiveSizeInBytes";

    @Metadata(description = "The size of the inventory in bytes. Absent for archives.", javaType = "Long")
    public static final String INVENTORY_SIZE_IN_BYTES = "CamelGlacierJobInventorySizeInBytes";

    @Metadata(
            description =
                    "The tree hash of the retrieved range, 64 hexadecimal digits. Absent for inventories, and if the range is not tree-hash aligned.",
            javaType = "String")
    public static final String SHA256_TREE_HASH = "CamelGlacierJobSha256TreeHash";

    @Metadata(
            description = "The tree hash of the whole archive, 64 hexadecimal digits. Absent for inventories.",
            javaType = "String")
    public static final String ARCHIVE_SHA256_TREE_HASH = "CamelGlacierJobArchiveSha256TreeHash";

    @Metadata(description = "The ARN of the vault.", javaType = "String")
    public static final String VAULT_ARN = "CamelGlacierJobVaultArn";

    @Metadata(
            label = "producer",
            description = "listJobs: where the next page begins. Absent on the last page, and if all jobs are listed.",
            javaType = "String")
    public static final String NEXT_MARKER = "CamelGlacierJobNextMarker";

    @Metadata(
            label = "producer",
            description = "initiateJob: whether an existing job is used (true) or a new one was initiated (false).",
            javaType = "Boolean")
    public static final String REUSED = "CamelGlacierJobReused";

    @Metadata(
            description =
                    "The tree hash that the service sent with these bytes, 64 hexadecimal digits. If the output takes several requests, the tree hash of the whole output. Absent if there is no such hash.",
            javaType = "String")
    public static final String CHECKSUM = "CamelGlacierJobChecksum";

    @Metadata(
            description = "The HTTP status of the answer, 200 or 206. Absent if the output takes several requests.",
            javaType = "Integer")
    public static final String HTTP_STATUS = "CamelGlacierJobHttpStatus";

    @Metadata(
            description =
                    "The Content-Range of the answer. Absent if the service sent the output as a whole, or if the output takes several requests.",
            javaType = "String")
    public static final String CONTENT_RANGE = "CamelGlacierJobContentRange";

    @Metadata(description = "The unit of ranges, as the service sent it: bytes.", javaType = "String")
    public static final String ACCEPT_RANGES = "CamelGlacierJobAcceptRanges";

    @Metadata(
            description =
                    "The description that the archive got when it was uploaded. Absent if it has none. Do not trust this text.",
            javaType = "String")
    public static final String ARCHIVE_DESCRIPTION = "CamelGlacierJobArchiveDescription";

    @Metadata(description = "The size of the whole output in bytes.", javaType = "Long")
    public static final String OUTPUT_SIZE_IN_BYTES = "CamelGlacierJobOutputSizeInBytes";

    @Metadata(
            description =
                    "The output is available at least until this moment: 24 hours after the completion, in UTC as ISO 8601.",
            javaType = "String")
    public static final String EXPIRES_AT = "CamelGlacierJobExpiresAt";

    @Metadata(
            description =
                    "What was verified: whole (the tree hash of the whole output), range (the tree hash of this range) or length (only the length: there is no hash, or checksumPolicy=none).",
            javaType = "String")
    public static final String PROOF = "CamelGlacierJobProof";

    @Metadata(
            description =
                    "With outputMode=archives: when the inventory was made, ISO 8601; absent if the inventory is CSV, which does not contain the date.",
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

    @Metadata(description = "The number of the chunk in its output. The first is 0.", javaType = "Integer")
    public static final String CHUNK_INDEX = "CamelGlacierJobChunkIndex";

    @Metadata(description = "The number of chunks of the output.", javaType = "Integer")
    public static final String CHUNK_COUNT = "CamelGlacierJobChunkCount";

    @Metadata(description = "The offset of the first byte of the chunk in the output.", javaType = "Long")
    public static final String CHUNK_START = "CamelGlacierJobChunkStart";

    @Metadata(description = "The offset of the last byte of the chunk in the output.", javaType = "Long")
    public static final String CHUNK_END = "CamelGlacierJobChunkEnd";

    @Metadata(description = "The size of the chunk in bytes.", javaType = "Integer")
    public static final String CHUNK_SIZE = "CamelGlacierJobChunkSize";

    @Metadata(description = "Whether the chunk is the last one of its output.", javaType = "Boolean")
    public static final String CHUNK_LAST = "CamelGlacierJobChunkLast";

    @Metadata(
            description = "The tree hash of the chunk, computed from its bytes, 64 hexadecimal digits.",
            javaType = "String")
    public static final String CHUNK_TREE_HASH = "CamelGlacierJobChunkTreeHash";

    @Metadata(
            description =
                    "The media type of the output: application/octet-stream for an archive, application/json or text/csv for an inventory.",
            javaType = "String")
    public static final String CONTENT_TYPE = "Content-Type";

    @Metadata(
            description =
                    "outputMode=file: the name of the file in workDirectory. For getJobOutput, also the name to give to the file.",
            javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    @Metadata(description = "outputMode=file: the size of the file in bytes.", javaType = "Long")
    public static final String FILE_LENGTH = "CamelFileLength";

    @Metadata(description = "outputMode=file: the absolute path of the file.", javaType = "String")
    public static final String FILE_NAME_PRODUCED = "CamelFileNameProduced";

    @Metadata(
            description =
                    "When the job completed, in milliseconds since 1970-01-01 UTC. Absent while the job is in progress.",
            javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = "CamelMessageTimestamp";

    private GlacierJobConstants() {}
}
