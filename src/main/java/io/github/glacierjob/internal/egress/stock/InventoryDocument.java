package io.github.glacierjob.internal.egress.stock;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

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

    @Override
    public String toString() {
        return jobId == null ? "inventory " + source : "inventory job " + jobId;
    }
}
