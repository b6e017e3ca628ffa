package io.github.glacierjob.internal.outlet;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends messages into the route, one at a time for each worker, and counts the messages in the route. It is closed while
 * the consumer is stopped or suspended. Thread-safe.
 */
public final class Outlet {

    private final DefaultConsumer consumer;
    private final AtomicInteger pending = new AtomicInteger();
    private final InRoute inRoute = new InRoute();
    private volatile boolean stopping;
    private volatile ShutdownRunningTask shutdownTask;

    public Outlet(DefaultConsumer consumer) {
        this.consumer = consumer;
    }

    public void open() {
        stopping = false;
        shutdownTask = null;
    }

    public void resume() {
        shutdownTask = null;
    }

    /** Begins a shutdown. With {@code CompleteAllTasks}, the outputs that have begun are delivered to their end. */
    public void beginShutdown(ShutdownRunningTask task) {
        shutdownTask = task;
    }

    public void close() {
        stopping = true;
    }

    /** Whether the next message of an output may be sent. */
    public boolean isOpen() {
        return !stopping
                && (completesAllTasks()
                        || consumer.isRunAllowed() && !consumer.isSuspendingOrSuspended() && shutdownTask == null);
    }

    /**
     * Whether something new may begin. With {@code CompleteAllTasks}, a stop or a suspension completes only what has
     * begun.
     */
    public boolean mayBegin() {
        return isOpen() && !completesAllTasks();
    }

    public boolean completesAllTasks() {
        return shutdownTask == ShutdownRunningTask.CompleteAllTasks;
    }

    /** The number of messages that are in the route or being committed. */
    public int pending() {
        return pending.get();
    }

    /** Interrupts the threads whose message is in the route, and no others. */
    public void interrupt() {
        inRoute.interrupt();
    }

    public Exchange exchange() {
        return consumer.createExchange(true);
    }

    /**
     * Sends a message through the route, waits until it is done, and commits it. The claim is required before and
     * after. The message is counted before the state is checked for the last time, so that a shutdown either waits
     * for this message or is noticed here.
     */
    public void send(Exchange exchange, Runnable requireClaim, Runnable commit)
            throws RouteFailedException, InterruptedException {
        pending.incrementAndGet();
        try {
            if (!isOpen()) {
                throw new CancellationException("The consumer is stopping");
            }
            requireClaim.run();
            sendToRoute(exchange);
            Uninterrupted.run(() -> {
                requireClaim.run();
                commit.run();
            });
        } finally {
            pending.decrementAndGet();
        }
    }

    private void sendToRoute(Exchange exchange) throws RouteFailedException, InterruptedException {
        inRoute.enter();
        try {
            Emission.send(consumer.getAsyncProcessor(), exchange);
        } finally {
            inRoute.leave();
        }
    }
}
