package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.outlet.Uninterrupted;
import io.github.glacierjob.internal.output.InventoryOutput;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.options.OnBadArchive;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers an inventory as one message for each archive. */
final class ArchiveDelivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveDelivery.class);

    private final OnBadArchive onBadArchive;
    private final Set<InventoryOutput> inventories = ConcurrentHashMap.newKeySet();

    ArchiveDelivery(OnBadArchive onBadArchive) {
        this.onBadArchive = onBadArchive;
    }

    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        try (InventoryOutput inventory = InventoryOutput.of(job.job(), job.output(), job.progress(), onBadArchive)) {
            inventories.add(inventory);
            boolean sent = false;
            while (inventory.hasNext() && job.mayGoOn()) {
                long before = inventory.offset();
                InventoryOutput.Entry entry = inventory.next();
                Exchange exchange = job.exchange();
                JobMessages.archive(exchange, inventory, entry);
                job.send(exchange, inventory.offset() - before, () -> job.advance(inventory.progress()));
                sent = true;
            }
            boolean ended = !inventory.hasNext();
            if (ended && !sent) {
                LOG.warn(
                        "Job {}: the rest of the inventory has no archive that can be read; {} bad entries in all",
                        Rejection.printable(job.job().id()),
                        inventory.bad());
                Uninterrupted.run(() -> job.advance(inventory.progress()));
            }
            return ended;
        } finally {
            inventories.removeIf(InventoryOutput::isClosed);
        }
    }

    @Override
    public void stopFetching() {
        inventories.forEach(InventoryOutput::close);
    }
}
