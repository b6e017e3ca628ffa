package io.github.glacierjob.internal.egress.stock;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * An inventory that can be read, as often as needed. Immutable.
 *
 * @param jobId     its job; null for a resource
 * @param source    its resource; null for a job
 * @param completed when its job completed; null for a resource, or if it is not known
 * @param bytes     opens it
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
