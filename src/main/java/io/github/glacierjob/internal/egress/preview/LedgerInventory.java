package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.initiation.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inventory that the ledger loaded last, and how long jobs took. Immutable.
 *
 * @param loadNo   0 if no inventory is loaded
 * @param jobId    the inventory job; null if the inventory is from a resource
 * @param measured how long jobs took, by tier
 */
record LedgerInventory(
        String vaultArn, long loadNo, Instant date, Instant loadedAt, String jobId, Map<Tier, Duration> measured) {

    private static final String QUERY = "SELECT VAULT_ARN, LOAD_NO, INVENTORY_DATE, LOADED_AT, INVENTORY_JOB_ID,"
            + " BULK_MS, STANDARD_MS, EXPEDITED_MS FROM {VAULT} WHERE VAULT_ARN = ?";

    static Optional<LedgerInventory> of(Sql sql, String vaultArn) {
        return Sql.first(sql.query(QUERY, LedgerInventory::read, vaultArn));
    }

    private static LedgerInventory read(ResultSet row) throws SQLException {
        Map<Tier, Duration> measured = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            Long millis = Sql.number(row, tier.name() + "_MS");
            if (millis != null) {
                measured.put(tier, Duration.ofMillis(millis));
            }
        }
        return new LedgerInventory(
                row.getString("VAULT_ARN"),
                row.getLong("LOAD_NO"),
                Sql.instant(row, "INVENTORY_DATE"),
                Sql.instant(row, "LOADED_AT"),
                row.getString("INVENTORY_JOB_ID"),
                measured);
    }

    boolean isLoaded() {
        return loadNo > 0;
    }

    /**
     * Whether the consumer would still use this inventory: its date is new enough, or, for the inventory of a job, its
     * load.
     */
    boolean isYoung(Instant oldest) {
        return isLoaded() && (isSince(date, oldest) || jobId != null && isSince(loadedAt, oldest));
    }

    private static boolean isSince(Instant moment, Instant oldest) {
        return moment != null && !moment.isBefore(oldest);
    }
}
