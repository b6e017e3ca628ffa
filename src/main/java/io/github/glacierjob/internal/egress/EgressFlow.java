package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.egress.budget.OrderGate;
import io.github.glacierjob.internal.egress.budget.TooLarge;
import io.github.glacierjob.internal.egress.delivery.Deliveries;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.order.Ordering;
import io.github.glacierjob.internal.egress.stock.ArchiveFilter;
import io.github.glacierjob.internal.egress.stock.Stock;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.outlet.Outlet;
import java.util.Optional;
import org.apache.camel.support.ScheduledPollConsumer;

/** Holds the parts of a consumer from its start to its stop. A poll calls them one after the other. */
public final class EgressFlow {

    private final ConsumerStatistics statistics;
    private final Stock stock;
    private final Ordering ordering;
    private final Deliveries deliveries;

    public EgressFlow(ScheduledPollConsumer consumer, EgressVault vault, Outlet outlet, ConsumerStatistics statistics) {
        this.statistics = statistics;
        ArchiveFilter filter = ArchiveFilter.of(
                vault.options().getFilter(), consumer.getEndpoint().getCamelContext());
        new TooLarge(vault).compare(row -> filter.refusal(StockEntry.of(row)) == null);
        this.stock = new Stock(vault, consumer.getEndpoint().getCamelContext(), consumer);
        deliveries = new Deliveries(consumer, vault, new ConsumedVault(vault.vault(), outlet, statistics));
        this.ordering = new Ordering(
                vault,
                consumer.getEndpoint().getCamelContext().getExecutorServiceManager(),
                consumer,
                () -> outlet.mayBegin() && !deliveries.holdsOrders());
    }

    /** Loads the inventory if a new one is due; returns whether the ledger has a complete inventory. */
    public boolean load() {
        return stock.load();
    }

    /** Why there is no inventory, or no newer one; empty if nothing failed. */
    public Optional<String> inventoryTrouble() {
        return stock.trouble();
    }

    /** Checks the jobs that are due, and settles orders without a clear answer. */
    public void look() {
        ordering.look();
    }

    /** Orders the next archives, and orders archives again whose outputs will expire before their delivery. */
    public void order() {
        ordering.order();
    }

    /** Why orders are held back now; empty if they are not. */
    public Optional<OrderGate.Held> ordersHeldBack() {
        return ordering.heldBack();
    }

    /** Fills the free slots with READY archives; returns how many deliveries began. */
    public int deliver() {
        statistics.paces().warn(statistics.figures());
        return deliveries.fill();
    }

    /** Sends the last message of an inventory if it is due. */
    public void summarize() {
        deliveries.summarize();
    }

    /** The number of archives whose messages are in the route or being fetched. */
    public int running() {
        return deliveries.running();
    }

    /** Whether the destination accepts no archives now. */
    public boolean isSinkDown() {
        return deliveries.isSinkDown();
    }

    /** Starts no more deliveries, and fetches no more ranges. A message that is in the route continues. */
    public void pause() {
        deliveries.pause();
    }

    /** Ends all work. Only a worker whose message is in the route is interrupted. */
    public void stop() throws InterruptedException {
        // An interrupt ends one of the waits, and must not leave the rest running.
        try {
            stock.stop();
        } finally {
            try {
                ordering.stop();
            } finally {
                deliveries.stop();
            }
        }
    }
}
