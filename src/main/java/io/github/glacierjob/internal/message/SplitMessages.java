package io.github.glacierjob.internal.message;

import java.io.Closeable;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Message;

/**
 * The body of a producer's answer that becomes several messages, one for each chunk, range or archive. Use it with
 * {@code .split(body()).streaming().stopOnException()}, which closes it. Not thread-safe.
 */
record SplitMessages(BooleanSupplier more, Supplier<Message> messages, Runnable whenClosed)
        implements Iterator<Message>, Closeable {

    @Override
    public boolean hasNext() {
        return more.getAsBoolean();
    }

    @Override
    public Message next() {
        return messages.get();
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
