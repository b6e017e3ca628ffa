package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.ledger.EgressVault;

/** What a node does before it sends orders: it chooses the next archives, and commits its intents. */
public final class NextOrders {

    private final Intents intents;

    public NextOrders(EgressVault vault) {
        intents = new Intents(vault, new Pace(vault, OrderSettings.of(vault.options())));
    }

    /** Returns how many were taken. */
    public int take(int most) {
        return intents.next(most).size();
    }
}
