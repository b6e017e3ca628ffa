package io.github.glacierjob;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.Progress;
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
        try (InventoryOutput inventory = InventoryOutput.of(endpoint, endpoint.getVault(), job, ledger.progress(job))) {
            inventories.add(inventory);
            if (!inventory.hasNext()) {
                Uninterrupted.run(() -> commit(job, inventory.progress()));
            }
            while (inventory.hasNext() && consumer.mayGoOn()) {
                long before = inventory.offset();
                InventoryArchive archive = inventory.next();
                Exchange exchange = consumer.createExchange(true);
                JobMessages.archive(exchange, inventory, archive);
                consumer.send(exchange, () -> commit(job, inventory.progress()));
                consumer.statistics().messageDone(inventory.offset() - before);
            }
            return !inventory.hasNext();
        } finally {
            inventories.removeIf(InventoryOutput::isClosed);
        }
    }

    /** As for chunks: a progress that says done is enough to know that the job is consumed. */
    private void commit(CompletedJob job, Progress reached) {
        ledger.advance(job, reached);
        if (reached.isDone()) {
            ledger.record(job);
        }
    }

    @Override
    public void stopFetching() {
        inventories.forEach(InventoryOutput::close);
    }
}
