package io.github.glacierjob.internal.egress.stock;

import java.time.Instant;

/**
 * The inventory that the ledger has loaded last, completely. Immutable.
 *
 * @param loadNo     counts the loads of the vault; a later one is higher
 * @param jobId      the inventory job; null for a resource
 * @param source     the resource; null for a job
 * @param date       when the inventory was made, as it says; for CSV when its job completed; null if not known
 * @param sha256     of the document's bytes, 64 hexadecimal digits
 * @param archives   archives in it, each counted once
 * @param badEntries entries without a usable archive id
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
