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
 * @param loaderLives  whether a node that fetches or loads an inventory has sent a heartbeat in the last minute
 * @param wantedAt     when the request for the awaited inventory job began
 * @param wantedJobId  the awaited inventory job; null while the answer is not known
 * @param wantedLookAt the time before which the loader does nothing
 */
record VaultRow(
        LoadedInventory loaded,
        long loads,
        KnownRow.Newest newest,
        String filter,
        boolean loaderLives,
        Instant wantedAt,
        String wantedJobId,
        Instant wantedLookAt) {

    /** Reads a row of {@link LoaderClaim#QUERY}. */
    static VaultRow of(ResultSet row) throws SQLException {
        return new VaultRow(
                row.getLong("LOAD_NO") == 0 ? null : LoadedInventory.of(row),
                row.getLong("LOADS"),
                new KnownRow.Newest(row.getLong("NEWEST_LOAD"), Sql.instant(row, "NEWEST_DATE")),
                row.getString("FILTER"),
                row.getInt("LIVES") == 1,
                Sql.instant(row, "WANTED_AT"),
                row.getString("WANTED_JOB_ID"),
                Sql.instant(row, "WANTED_LOOK_AT"));
    }

    /** Whether an inventory is loaded, and no later load is incomplete. */
    boolean isWhole() {
        return loaded != null && loads == loaded.loadNo();
    }

    /** Whether the loaded inventory is new enough, and no later load is incomplete. */
    boolean isYoung(Instant now, Duration maxAge) {
        return isWhole() && loaded.isYoung(now.minus(maxAge));
    }

    /** Whether a node may do the next step: no living node is the loader, and the step is due. */
    boolean isFree(Instant now) {
        return !loaderLives && (wantedLookAt == null || !wantedLookAt.isAfter(now));
    }
}
