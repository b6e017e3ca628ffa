package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * A vault's row as it was read. Immutable. What is not known is null.
 *
 * @param loaded       the inventory that was loaded last
 * @param loads        how many loads were begun
 * @param newest       the complete load of the newest inventory
 * @param filter       the filter that judged it
 * @param loader       the node that gets or loads an inventory
 * @param loaderLives  whether that node has shown a sign of life lately
 * @param wantedAt     when the request for the inventory job that is waited for began
 * @param wantedJobId  that job; null while the answer is not known
 * @param wantedLookAt nothing is done about an inventory before this moment
 */
record VaultRow(
        LoadedInventory loaded,
        long loads,
        KnownRow.Newest newest,
        String filter,
        String loader,
        boolean loaderLives,
        Instant wantedAt,
        String wantedJobId,
        Instant wantedLookAt) {

    /** Reads a row of {@link LoaderClaim#QUERY}. */
    static VaultRow of(ResultSet row) throws SQLException {
        return new VaultRow(
                row.getLong("LOAD_NO") == 0 ? null : loaded(row),
                row.getLong("LOADS"),
                new KnownRow.Newest(row.getLong("NEWEST_LOAD"), Sql.instant(row, "NEWEST_DATE")),
                row.getString("FILTER"),
                row.getString("LOADER"),
                row.getInt("LIVES") == 1,
                Sql.instant(row, "WANTED_AT"),
                row.getString("WANTED_JOB_ID"),
                Sql.instant(row, "WANTED_LOOK_AT"));
    }

    private static LoadedInventory loaded(ResultSet row) throws SQLException {
        return new LoadedInventory(
                row.getLong("LOAD_NO"),
                row.getString("INVENTORY_JOB_ID"),
                row.getString("INVENTORY_SOURCE"),
                Sql.instant(row, "INVENTORY_DATE"),
                row.getString("INVENTORY_SHA256"),
                Sql.instant(row, "LOADED_AT"),
                row.getLong("ARCHIVES"),
                row.getLong("BAD_ENTRIES"));
    }

    /** Whether there is an inventory, and no later one is loaded in part. */
    boolean isWhole() {
        return loaded != null && loads == loaded.loadNo();
    }

    /**
     * Whether the loaded inventory may serve. The service makes no new inventory of a vault that does not change: one that
     * a job has given counts from its load, whatever its date.
     */
    boolean isYoung(Instant now, Duration maxAge) {
        if (!isWhole()) {
            return false;
        }
        Instant oldest = now.minus(maxAge);
        return isSince(loaded.date(), oldest) || loaded.jobId() != null && isSince(loaded.loadedAt(), oldest);
    }

    private static boolean isSince(Instant moment, Instant oldest) {
        return moment != null && !moment.isBefore(oldest);
    }

    /** Whether a node may do the next step. */
    boolean isFree(Instant now) {
        return !loaderLives && (wantedLookAt == null || !wantedLookAt.isAfter(now));
    }
}
