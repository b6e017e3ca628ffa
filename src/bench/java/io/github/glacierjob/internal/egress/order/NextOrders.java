package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.order.Order.Outcome;
import io.github.glacierjob.internal.initiation.Tier;
import java.util.ArrayList;
import java.util.List;

/** What a node does before it sends orders: it chooses the next archives, and commits its intents. */
public final class NextOrders {

    private final Intents intents;
    private final OrderBook book;
    private final List<Order> taken = new ArrayList<>();

    public NextOrders(EgressVault vault) {
        OrderSettings settings = OrderSettings.of(vault.options());
        intents = new Intents(vault, Pacing.of(vault));
        book = new OrderBook(vault, new LookPace(vault, settings));
    }

    /** Returns how many were taken. */
    public int take(int most) {
        List<Order> next = intents.next(most, Long.MAX_VALUE);
        taken.addAll(next);
        return next.size();
    }

    /** The service has accepted those that were taken. */
    public void place() {
        book.settle(taken.stream()
                .map(order -> Outcome.placed(order, "job-of-" + order.id(), Tier.BULK))
                .toList());
        taken.clear();
    }
}
