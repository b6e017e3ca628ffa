package io.github.glacierjob;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.CompletedJob;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** One message per archive of an inventory. */
final class ArchiveDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;
    private final Set<InventoryOutput> inventories = ConcurrentHashMap.newKeySet();

    ArchiveDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        try (InventoryOutput inventory =
                InventoryOutput.of(job, endpoint.output(endpoint.getVault(), job), ledger.progress(job))) {
            inventories.add(inventory);
            if (!inventory.hasNext()) {
                Uninterrupted.run(() -> ledger.advance(job, inventory.progress()));
            }
            while (inventory.hasNext() && consumer.mayGoOn()) {
                long before = inventory.offset();
                InventoryArchive archive = inventory.next();
                Exchange exchange = consumer.createExchange(true);
                JobMessages.archive(exchange, inventory, archive);
                consumer.send(job, exchange, () -> ledger.advance(job, inventory.progress()));
                consumer.statistics().messageDone(inventory.offset() - before);
            }
            return !inventory.hasNext();
        } finally {
            inventories.removeIf(InventoryOutput::isClosed);
        }
    }

    @Override
    public void stopFetching() {
        inventories.forEach(InventoryOutput::close);
    }
}
