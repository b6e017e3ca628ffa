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
                    "For operation=preview: how many bytes per hour are downloaded, over 0. Without it, the rate of the"
                            + " ledger's last hour is taken if there is one.",
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
            description =
                    "When the file was modified before it was uploaded, in milliseconds since 1970, if the description of the archive says so. Camel's file endpoints give a file this time with keepLastModified=true.",
            javaType = "Long")
    public static final String FILE_LAST_MODIFIED = "CamelFileLastModified";

    @Metadata(
            label = "consumer",
            description =
                    "The MD5 of the message's bytes in Base64, if digests has MD5. Of the whole archive as an exchange"
                            + " property of this name: in file and with the last chunk, in stream at the end of the body.",
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
            description = "outputMode=chunks: whether it is the last part of its object.",
            javaType = "Boolean")
    public static final String PART_LAST = "CamelGlacierEgressPartLast";

    @Metadata(
            label = "consumer",
            description = "outputMode=chunks: the number of the object among those of the archive, from 1.",
            javaType = "Integer")
    public static final String OBJECT_NUMBER = "CamelGlacierEgressObjectNumber";

    @Metadata(
            label = "consumer",
            description =
                    "outputMode=chunks: how many objects the archive has: 1 up to maxObjectSize and 10,000 chunks.",
            javaType = "Integer")
    public static final String OBJECT_COUNT = "CamelGlacierEgressObjectCount";

    @Metadata(
            label = "consumer",
            description =
                    "outputMode=chunks: with the last chunk of an archive of several objects, their list as JSON.",
            javaType = "String")
    public static final String OBJECTS = "CamelGlacierEgressObjects";

    @Metadata(
            label = "consumer",
            description = "True on the one last message of an inventory, if sendSummary=true.",
            javaType = "Boolean")
    public static final String SUMMARY = "CamelGlacierEgressSummary";

    private GlacierEgressConstants() {}
}
