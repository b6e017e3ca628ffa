package io.github.glacierjob.internal.egress.stock;

import java.time.Instant;

/**
 * The inventory that the ledger has loaded completely, most recently. Immutable.
 *
 * @param loadNo     the number of the load; a later load has a higher number
 * @param jobId      the inventory job; null for a resource
 * @param source     the resource; null for a job
 * @param date       when the inventory was made, as the document says; for CSV when its job completed; null if it is
 *                   not known
 * @param sha256     the SHA-256 of the document's bytes, 64 hexadecimal digits
 * @param archives   the number of different archives
 * @param badEntries the number of entries without a usable archive id
 */
public record LoadedInventory(
        long loadNo,
        String jobId,
        String source,
        Instant date,
        String sha256,
        Instant loadedAt,
        long archives,
        long badEntries) {}
