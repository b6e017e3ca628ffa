package io.github.glacierjob.budget;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.Limit;
import io.github.glacierjob.internal.egress.budget.Room;
import io.github.glacierjob.internal.egress.budget.SpentRows;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the orders of all processes in one database, by the database's time. Orders of {@code glacier-egress:} in the
 * same database count too. Thread-safe.
 */
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
        ledger.addVault(vault);
    }

    @Override
    public Taken take(List<Limit> limits, Amount amount) {
        return ledger.sql().inTransaction(connection -> {
            ledger.sql().query(connection, "SELECT 1 FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE", row -> true, vault);
            Instant now = ledger.now();
            // Open orders of a route for a whole vault count as if each had the most expensive tier.
            Room room = new Room(limits, spent.spending(connection, vault, charges, now), now);
            return room.take(amount)
                    ? new Taken(spent.add(connection, vault, now.plus(LONGEST_ANSWER), amount), null)
                    : new Taken(null, room.refusal(amount).orElseThrow());
        });
    }

    @Override
    public void answered(String id) {
        spent.move(vault, id, ledger.now());
    }

    @Override
    public void giveBack(String id) {
        spent.remove(vault, id);
    }
}
