package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.EgressVault;

/** The parts that decide how many orders are sent, for an open vault. Immutable. */
public record Pacing(OrderGate gate, AdaptivePace pace, AccountRules account, Flight flight, Budget budget) {

    public static Pacing of(EgressVault vault) {
        Charges charges = Charges.of(vault);
        SpentRows spent = new SpentRows(vault.ledger().sql());
        OrderGate gate = new OrderGate(vault);
        AdaptivePace pace = new AdaptivePace(vault, spent);
        AccountRules account = new AccountRules(vault, spent, charges.tiers());
        Budget budget = new Budget(vault, charges, gate, pace, account);
        return new Pacing(gate, pace, account, new Flight(vault), budget);
    }
}
