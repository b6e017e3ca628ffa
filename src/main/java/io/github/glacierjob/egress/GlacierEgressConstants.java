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
                    "The operation of the producer: preview, status, receipt, retry or notify. It overrides the option.",
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
            description = "True on the one last message of an inventory, if sendSummary=true.",
            javaType = "Boolean")
    public static final String SUMMARY = "CamelGlacierEgressSummary";

    private GlacierEgressConstants() {}
}
