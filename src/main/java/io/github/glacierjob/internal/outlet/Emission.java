package io.github.glacierjob.internal.outlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message through the route and waits until it is done, which means that its exchange has completed. After an
 * asynchronous step this may be much later than the callback of the processor.
 */
public final class Emission implements Synchronization {

    private static final Logger LOG = LoggerFactory.getLogger(Emission.class);

    /** The time in the route after which a warning reports that the output waits for a message. */
    private static final int WARN_AFTER_MINUTES = 30;

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Sends a message and waits until it is done.
     *
     * @throws RouteFailedException if the route failed
     * @throws InterruptedException if the consumer stops first; the message counts as not done
     */
    public static void send(AsyncProcessor route, Exchange exchange) throws RouteFailedException, InterruptedException {
        Emission emission = new Emission();
        exchange.getExchangeExtension().addOnCompletion(emission);
        route.process(exchange, doneSync -> emission.failed(exchange.getException()));
        emission.await(exchange.getExchangeId());
    }

    /**
     * Ends the wait with a failure. A step may have taken over the completion and still fail, for example because a queue
     * is full.
     */
    private void failed(Exception failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        }
    }

    private void await(String exchangeId) throws RouteFailedException, InterruptedException {
        for (int minutes = 0; true; minutes += WARN_AFTER_MINUTES) {
            if (minutes > 0) {
                LOG.warn("Exchange {} has not completed for {} minutes; its output waits for it", exchangeId, minutes);
            }
            try {
                done.get(WARN_AFTER_MINUTES, TimeUnit.MINUTES);
                return;
            } catch (TimeoutException e) {
                LOG.trace("Still waiting", e);
            } catch (ExecutionException e) {
                throw new RouteFailedException(e.getCause());
            }
        }
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            done.completeExceptionally(new IllegalStateException("The route marked the exchange for rollback only"));
        } else {
            done.complete(null);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        Exception cause = exchange.getException();
        done.completeExceptionally(cause != null ? cause : new IllegalStateException("The exchange failed"));
    }

    @Override
    public String toString() {
        return "glacier-job message";
    }
}
