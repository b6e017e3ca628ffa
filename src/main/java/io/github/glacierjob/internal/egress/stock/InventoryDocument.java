package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.output.VerifiedInputStream;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.VaultAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * An inventory document that can be read several times. Immutable.
 *
 * @param jobId     the inventory job; null for a resource
 * @param source    the resource; null for a job
 * @param completed when the job completed; null for a resource, or if it is not known
 * @param bytes     opens the document
 */
public record InventoryDocument(String jobId, String source, Instant completed, Opening bytes) {

    /** Opens a document at its beginning. */
    @FunctionalInterface
    public interface Opening {

        InputStream open() throws IOException;
    }

    /** The resource that an option names. */
    public static InventoryDocument of(CamelContext context, String name) {
        return new InventoryDocument(
                null, name, null, () -> ResourceHelper.resolveMandatoryResourceAsInputStream(context, name));
    }

    /** The output of a job, whose bytes are verified when they are read. */
    public static InventoryDocument of(OpenVault<?> service, VaultAddress vault, CompletedJob job) {
        return new InventoryDocument(
                job.id(),
                null,
                job.completedAt().orElse(null),
                () -> new VerifiedInputStream(service.inventory(vault, job).download((ByteRange) null)));
    }

    @Override
    public String toString() {
        return jobId == null ? "inventory " + source : "inventory job " + jobId;
    }
}
