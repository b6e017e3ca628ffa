package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * A vault's row as it was read. Immutable. A value that is not known is null.
 *
 * @param loaded       the inventory that was loaded last
 * @param loads        the number of loads that began
 * @param newest       the complete load of the newest inventory
 * @param filter       the filter of the loaded inventory
 * @param loader       the node that fetches or loads an inventory
 * @param loaderLives  whether that node has sent a heartbeat in the last minute
 * @param wantedAt     when the request for the awaited inventory job began
 * @param wantedJobId  the awaited inventory job; null while the answer is not known
 * @param wantedLookAt the time before which the loader does nothing
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

    /** Whether an inventory is loaded, and no later load is incomplete. */
    boolean isWhole() {
        return loaded != null && loads == loaded.loadNo();
    }

    /**
     * Whether the loaded inventory is new enough. The service makes no new inventory of a vault that does not change,
     * so an inventory from a job is also new enough if its load is.
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

    /** Whether a node may do the next step: no living node is the loader, and the step is due. */
    boolean isFree(Instant now) {
        return !loaderLives && (wantedLookAt == null || !wantedLookAt.isAfter(now));
    }
}
