package io.github.glacierjob.egress;

import org.apache.camel.spi.Metadata;

/**
 * The headers that only {@code glacier-egress:} has. Messages of archives also have the headers of {@code glacier-job:} about
 * the job, the output and the chunk.
 */
public final class GlacierEgressConstants {

    @Metadata(
            label = "producer",
            description =
                    "The operation of the producer: preview, status, receipt, retry, notify or prove. It overrides the option.",
            javaType = "io.github.glacierjob.egress.GlacierEgressOperation")
    public static final String OPERATION = "CamelGlacierEgressOperation";

    @Metadata(
            label = "producer",
            description =
                    "For operation=preview: how many bytes per hour are downloaded, greater than 0. Without it, the preview"
                            + " uses the rate of the last hour in the ledger, if there is one.",
            javaType = "Double")
    public static final String BYTES_PER_HOUR = "CamelGlacierEgressBytesPerHour";

    @Metadata(
            label = "consumer",
            description = "The archive as the inventory lists it.",
            javaType = "io.github.glacierjob.inventory.InventoryArchive")
    public static final String ARCHIVE = "CamelGlacierEgressArchive";

    @Metadata(
            label = "consumer",
            description = "The name of the archive in the ledger, a relative path that is safe for any destination.",
            javaType = "String")
    public static final String NAME = "CamelGlacierEgressName";

    @Metadata(
            label = "consumer",
            description = "When the file was modified before it was uploaded, in milliseconds since 1970, if the"
                    + " description of the archive says so. With keepLastModified=true, Camel's file endpoints set"
                    + " this time on the file.",
            javaType = "Long")
    public static final String FILE_LAST_MODIFIED = "CamelFileLastModified";

    @Metadata(
            label = "consumer",
            description = "The MD5 of the message's bytes in Base64, if digests has MD5. The exchange property of the"
                    + " same name has the MD5 of the whole archive: with outputMode=file at once, with chunks in the last"
                    + " message, with stream when the body was read to its end.",
            javaType = "String")
    public static final String MD5 = "CamelGlacierEgressMd5";

    @Metadata(
            label = "consumer",
            description = "The SHA-256 in the same way, if digests has SHA-256.",
            javaType = "String")
    public static final String SHA256 = "CamelGlacierEgressSha256";

    @Metadata(
            label = "consumer",
            description = "The CRC32C in the same way, if digests has CRC32C.",
            javaType = "String")
    public static final String CRC32C = "CamelGlacierEgressCrc32c";

    @Metadata(
            label = "consumer",
            description = "The CRC64NVME in the same way, if digests has CRC64NVME.",
            javaType = "String")
    public static final String CRC64NVME = "CamelGlacierEgressCrc64Nvme";

    @Metadata(
            label = "consumer",
            description = "outputMode=chunks: the number of the chunk as a part of its object, from 1.",
            javaType = "Integer")
    public static final String PART_NUMBER = "CamelGlacierEgressPartNumber";

    @Metadata(
            label = "consumer",
            description = "outputMode=chunks: whether the chunk is the last part of its object.",
            javaType = "Boolean")
    public static final String PART_LAST = "CamelGlacierEgressPartLast";

    @Metadata(
            label = "consumer",
            description = "outputMode=chunks: the number of the object that contains the chunk, from 1, if the archive"
                    + " becomes several objects.",
            javaType = "Integer")
    public static final String OBJECT_NUMBER = "CamelGlacierEgressObjectNumber";

    @Metadata(
            label = "consumer",
            description = "outputMode=chunks: the number of objects of the archive. It is 1 for an archive up to"
                    + " maxObjectSize and 10,000 chunks.",
            javaType = "Integer")
    public static final String OBJECT_COUNT = "CamelGlacierEgressObjectCount";

    @Metadata(
            label = "consumer",
            description =
                    "outputMode=chunks: the list of the objects as JSON. It is set on the last chunk of an archive"
                            + " of several objects.",
            javaType = "String")
    public static final String OBJECTS = "CamelGlacierEgressObjects";

    @Metadata(
            label = "consumer",
            description = "True on the last message of an inventory, which the route gets with sendSummary=true.",
            javaType = "Boolean")
    public static final String SUMMARY = "CamelGlacierEgressSummary";

    private GlacierEgressConstants() {}
}
