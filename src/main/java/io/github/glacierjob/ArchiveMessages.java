package io.github.glacierjob;

import io.github.glacierjob.inventory.InventoryArchive;
import java.io.Closeable;
import java.util.Iterator;
import org.apache.camel.Message;

/**
 * The body of {@code outputMode=archives} on a producer: a message for each archive of an inventory, to be split as
 * {@link ChunkMessages}. Not thread-safe.
 */
final class ArchiveMessages implements Iterator<Message>, Closeable {

    private final MessageTemplate template;
    private final InventoryOutput inventory;

    ArchiveMessages(MessageTemplate template, InventoryOutput inventory) {
        this.template = template;
        this.inventory = inventory;
    }

    @Override
    public boolean hasNext() {
        return inventory.hasNext();
    }

    @Override
    public Message next() {
        InventoryArchive archive = inventory.next();
        Message message = template.message();
        JobMessages.archive(message, inventory.job(), archive);
        return message;
    }

    @Override
    public void close() {
        inventory.close();
    }
}
