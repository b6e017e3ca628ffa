package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import io.github.glacierjob.internal.initiation.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inventory that the ledger loaded last, and how long jobs took. Immutable.
 *
 * @param measured how long jobs took, by tier
 */
record LedgerInventory(String vaultArn, LoadedInventory loaded, Map<Tier, Duration> measured) {

    static Optional<LedgerInventory> of(Sql sql, String vaultArn) {
        return Sql.first(sql.query("SELECT * FROM {VAULT} WHERE VAULT_ARN = ?", LedgerInventory::read, vaultArn));
    }

    private static LedgerInventory read(ResultSet row) throws SQLException {
        Map<Tier, Duration> measured = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            Long millis = Sql.number(row, tier.name() + "_MS");
            if (millis != null) {
                measured.put(tier, Duration.ofMillis(millis));
            }
        }
        return new LedgerInventory(row.getString("VAULT_ARN"), LoadedInventory.of(row), measured);
    }
}
