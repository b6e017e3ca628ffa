package io.github.glacierjob.budget;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.Limit;
import io.github.glacierjob.internal.egress.budget.Room;
import io.github.glacierjob.internal.egress.budget.Spending;
import io.github.glacierjob.internal.egress.budget.SpentRows;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The orders of all processes with one database, by its time. What {@code glacier-egress:} orders there counts too. Thread-safe. */
final class LedgerHoldings implements Holdings {

    private final EgressLedger ledger;
    private final String vault;
    private final Charges charges;
    private final SpentRows spent;

    LedgerHoldings(EgressLedger ledger, String vault, Charges charges) {
        this.charges = charges;
        this.ledger = ledger;
        this.vault = vault;
        this.spent = new SpentRows(ledger.sql());
        ledger.sql()
                .update(
                        "INSERT INTO {VAULT} (VAULT_ARN) SELECT CAST(? AS VARCHAR(400)) WHERE NOT EXISTS"
                                + " (SELECT 1 FROM {VAULT} WHERE VAULT_ARN = ?)",
                        vault,
                        vault);
    }

    @Override
    public Taken take(List<Limit> limits, Amount amount) {
        return sql().inTransaction(connection -> {
            sql().query(connection, "SELECT 1 FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE", row -> true, vault);
            Instant now = ledger.now();
            Amount open = open(connection);
            Room room = new Room(limits, new Spending(open, spent.read(connection, vault, now)), now);
            return room.take(amount)
                    ? new Taken(spent.add(connection, vault, now.plus(LONGEST_ANSWER), amount), null)
                    : new Taken(null, room.refusal(amount).orElseThrow());
        });
    }

    private record Open(Long size, boolean extension) {}

    /** What a whole vault's route is ordering, as if each order were of the most expensive tier. */
    private Amount open(Connection connection) throws SQLException {
        return sql()
                .query(
                        connection,
                        "SELECT SIZE_BYTES, EXTENSION FROM {ORDERS} WHERE VAULT_ARN = ? AND STATE IN ('OPEN', 'UNCLEAR')",
                        row -> new Open(Sql.number(row, "SIZE_BYTES"), row.getBoolean("EXTENSION")),
                        vault)
                .stream()
                .map(order -> charges.intended(order.size(), order.extension()))
                .reduce(Amount.NONE, Amount::plus);
    }

    @Override
    public void answered(String id) {
        sql().inTransaction(connection -> {
            spent.move(connection, vault, id, ledger.now());
            return null;
        });
    }

    @Override
    public void giveBack(String id) {
        sql().inTransaction(connection -> {
            spent.remove(connection, vault, id);
            return null;
        });
    }

    private Sql sql() {
        return ledger.sql();
    }
}
