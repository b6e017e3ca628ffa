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
final class SplitMessages implements Iterator<Message>, Closeable {

    private final BooleanSupplier more;
    private final Supplier<Message> messages;
    private final Runnable close;

    SplitMessages(BooleanSupplier more, Supplier<Message> messages, Runnable close) {
        this.more = more;
        this.messages = messages;
        this.close = close;
    }

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
        close.run();
    }
}
