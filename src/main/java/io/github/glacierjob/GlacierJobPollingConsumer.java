package io.github.glacierjob;

import io.github.glacierjob.job.VaultAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Delivers one message for each receive, for {@code pollEnrich} and {@code ConsumerTemplate}. A receive lists the vault
 * if no message is waiting, and again after each delay while it waits. The next message of an output follows when the
 * exchange of the previous one is completed. A stop releases the outputs that were fetched but not delivered.
 */
class GlacierJobPollingConsumer extends PollingConsumerSupport {

    private final ScheduledPollEndpoint endpoint;
    private final VaultAddress vault;
    private final SynchronousQueue<Handed> handedOver = new SynchronousQueue<>();
    private GlacierJobConsumer consumer;
    private ExecutorService lister;
    private Future<?> listing;

    /** A message, or the reason why the jobs could not be listed. */
    private record Handed(Exchange exchange, Exception failure) {}

    GlacierJobPollingConsumer(ScheduledPollEndpoint endpoint, VaultAddress vault) {
        super(endpoint);
        this.endpoint = endpoint;
        this.vault = vault;
    }

    @Override
    public Exchange receive() {
        Exchange exchange = null;
        while (exchange == null && isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            exchange = receive(endpoint.getDelay());
        }
        return exchange;
    }

    @Override
    public Exchange receiveNoWait() {
        return receive(0);
    }

    @Override
    public Exchange receive(long timeout) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        Handed handed = handedOver.poll();
        while (handed == null && isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            listUnlessListing();
            handed = take(Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(endpoint.getDelay())));
            if (deadline - System.nanoTime() <= 0) {
                break;
            }
        }
        if (handed != null && handed.failure() != null) {
            throw RuntimeCamelException.wrapRuntimeCamelException(handed.failure());
        }
        return handed == null ? null : handed.exchange();
    }

    /** Lists the jobs on a separate thread, so that a slow service does not prolong the caller's timeout. */
    private synchronized void listUnlessListing() {
        if (listing == null || listing.isDone()) {
            listing = lister.submit(() -> {
                try {
                    consumer.poll();
                } catch (Exception e) {
                    report(e);
                }
            });
        }
    }

    private void report(Exception failure) {
        if (!handedOver.offer(new Handed(null, failure))) {
            getExceptionHandler().handleException("Cannot list the jobs of " + vault, failure);
        }
    }

    private Handed take(long nanos) {
        try {
            return handedOver.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Waits until a receive takes the message. A message that is not received before the stop counts as not done. */
    private void handOver(Exchange exchange) {
        try {
            handedOver.put(new Handed(exchange, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        consumer = (GlacierJobConsumer) endpoint.createConsumer(this::handOver);
        consumer.setStartScheduler(false);
        lister = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "GlacierJobListing");
        ServiceHelper.startService(consumer);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(consumer);
        endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(lister);
        super.doStop();
    }
}
