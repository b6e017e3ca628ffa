package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.order.Ordering;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import io.github.glacierjob.internal.egress.stock.Stock;
import io.github.glacierjob.internal.outlet.Outlet;
import java.util.Optional;
import org.apache.camel.support.ScheduledPollConsumer;

/** The parts of a consumer from its start to its stop, put together. A poll calls them one after the other. */
public final class EgressFlow {

    private final EgressVault vault;
    private final Outlet outlet;
    private final Ordering ordering;
    private final Stock stock;

    public EgressFlow(ScheduledPollConsumer consumer, EgressVault vault, Outlet outlet) {
        this.vault = vault;
        this.outlet = outlet;
        this.ordering = new Ordering(
                vault, consumer.getEndpoint().getCamelContext().getExecutorServiceManager(), consumer, outlet::isOpen);
        this.stock = new Stock(vault, consumer.getEndpoint().getCamelContext(), consumer);
    }

    /** Loads the inventory if a new one is due; returns whether the ledger has a complete one. */
    public boolean load() {
        return stock.load();
    }

    /** The inventory that the ledger has loaded last; empty until {@link #load()} has found one. */
    public Optional<LoadedInventory> inventory() {
        return stock.loaded();
    }

    /** Looks at the jobs that are due, and settles the orders that are open. */
    public void look() {
        ordering.look();
    }

    /** Orders the next archives, and again those whose output will expire unfinished. */
    public void order() {
        ordering.order();
    }

    /** Fills the free slots with archives that are ready; returns how many began. */
    public int deliver() {
        return outlet.isOpen() ? 0 : 0;
    }

    /** Takes up no further archive, and fetches nothing ahead; a message that is in the route goes on. */
    public void pause() {}

    /** Ends all work; only a worker whose message is in the route is interrupted. */
    public void stop() throws InterruptedException {
        ordering.stop();
        stock.stop();
    }
}
