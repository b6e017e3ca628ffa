package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The facts in the vault's row: the inventory that the ledger has loaded, and whether orders are held back. Immutable;
 * a value that is not known is null.
 *
 * @param orderAt the time before which no order is sent
 */
public record VaultFacts(LoadedInventory inventory, Instant orderAt, String orderCause) {

    static final VaultFacts NONE = new VaultFacts(LoadedInventory.NONE, null, null);

    static VaultFacts of(ResultSet row) throws SQLException {
        return new VaultFacts(LoadedInventory.of(row), Sql.instant(row, "ORDER_AT"), row.getString("ORDER_CAUSE"));
    }
}
