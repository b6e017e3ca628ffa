package io.github.glacierjob.internal.figures;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of an endpoint to Camel's event notifiers, one after the other and in their order. Thread-safe.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final int MOST_PROGRESS = 1000;
    private static final int MOST_WAITING = 100_000;
    private static final long END_SECONDS = 5;

    private final CamelContext context;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final ThreadLocal<Boolean> inNotifier = new ThreadLocal<>();
    private volatile ExecutorService line;

    Signals(CamelContext context) {
        this.context = context;
    }

    void open(ExecutorService thread) {
        line = thread;
    }

    /**
     * Stops the delivery after a short wait for the remaining events. If a notifier calls this, it does not wait: the
     * delivery ends when the notifier has returned.
     */
    void close() {
        ExecutorService last = line;
        line = null;
        if (last == null) {
            return;
        }
        if (inNotifier.get() != null) {
            context.getExecutorServiceManager().shutdown(last);
        } else {
            last.shutdown();
            try {
                if (!last.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("{} events are dropped: a notifier does not return", waiting.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.getExecutorServiceManager().shutdownNow(last);
        }
    }

    /** Sends an event. The event is created only if there is a notifier. */
    void send(Kind kind, Supplier<GlacierJobEvent> event) {
        ExecutorService to = line;
        List<EventNotifier> notifiers = context.getManagementStrategy().getEventNotifiers();
        if (to == null || notifiers.isEmpty() || isTooMuch(kind)) {
            return;
        }
        GlacierJobEvent made = event.get();
        waiting.incrementAndGet();
        try {
            to.execute(() -> deliver(notifiers, made));
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            LOG.debug("The endpoint has stopped: {}", made);
        }
    }

    private boolean isTooMuch(Kind kind) {
        int now = waiting.get();
        if (now < MOST_WAITING) {
            return kind == Kind.PROGRESS && now > MOST_PROGRESS;
        }
        if (full.compareAndSet(false, true)) {
            LOG.warn("{} events wait for a notifier that is slow or hangs: further ones are dropped", now);
        }
        return true;
    }

    private void deliver(List<EventNotifier> notifiers, GlacierJobEvent event) {
        if (waiting.decrementAndGet() == 0) {
            full.set(false);
        }
        inNotifier.set(true);
        try {
            notifiers.forEach(notifier -> notify(notifier, event));
        } finally {
            inNotifier.remove();
        }
    }

    private void notify(EventNotifier notifier, GlacierJobEvent event) {
        try {
            if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                if (context.getManagementStrategy().getEventFactory() != null
                        && context.getManagementStrategy().getEventFactory().isTimestampEnabled()) {
                    event.setTimestamp(event.getTime().toEpochMilli());
                }
                notifier.notify(event);
            }
        } catch (Exception | LinkageError e) {
            LOG.warn("An event notifier failed; nothing else is affected: {}: {}", event, printable(e.toString()));
        }
    }
}
