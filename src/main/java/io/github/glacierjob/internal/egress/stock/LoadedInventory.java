package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The inventory that the ledger has loaded completely, most recently. Immutable. A value that is not known is null.
 *
 * @param loadNo     the number of the load; a later load has a higher number; 0 if no inventory is loaded
 * @param jobId      the inventory job; null for a resource
 * @param source     the resource; null for a job
 * @param date       when the inventory was made, as the document says; for CSV when its job completed
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
        Long archives,
        Long badEntries) {

    public static final LoadedInventory NONE = new LoadedInventory(0, null, null, null, null, null, null, null);

    /** Reads a row of the vaults. */
    public static LoadedInventory of(ResultSet row) throws SQLException {
        return new LoadedInventory(
                row.getLong("LOAD_NO"),
                row.getString("INVENTORY_JOB_ID"),
                row.getString("INVENTORY_SOURCE"),
                Sql.instant(row, "INVENTORY_DATE"),
                row.getString("INVENTORY_SHA256"),
                Sql.instant(row, "LOADED_AT"),
                Sql.number(row, "ARCHIVES"),
                Sql.number(row, "BAD_ENTRIES"));
    }

    public boolean isLoaded() {
        return loadNo > 0;
    }

    /**
     * Whether the inventory is new enough. The service makes no new inventory of a vault that does not change, so an
     * inventory from a job is also new enough if its load is.
     */
    public boolean isYoung(Instant oldest) {
        return isLoaded() && (isSince(date, oldest) || jobId != null && isSince(loadedAt, oldest));
    }

    private static boolean isSince(Instant moment, Instant oldest) {
        return moment != null && !moment.isBefore(oldest);
    }
}
