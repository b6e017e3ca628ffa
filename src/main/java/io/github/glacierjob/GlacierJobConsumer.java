package io.github.glacierjob;

import io.github.glacierjob.job.Claims;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobQuery;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Emits exchanges when jobs of a vault complete. A poll lists the jobs, chooses, and fills the free slots; each slot claims
 * a job, takes its messages through the route one by one, commits each, and releases the claim.
 */
class GlacierJobConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(GlacierJobConsumer.class);

    /** Milliseconds that a stop waits for the workers to release their claims. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private final GlacierJobEndpoint endpoint;
    private final AtomicInteger pending = new AtomicInteger();
    private JobSelection selection;
    private JobLedger ledger;
    private JobTroubles troubles;
    private JobDelivery delivery;
    private ExecutorService workers;
    private JobSlots slots;
    private volatile boolean stopping;
    private volatile ShutdownRunningTask shutdownRunningTask;

    GlacierJobConsumer(GlacierJobEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected int poll() throws Exception {
        List<CompletedJob> completed = completedJobs();
        forceConsumerAsReady();
        List<CompletedJob> wanted = completed.stream().filter(selection).toList();
        List<CompletedJob> open = wanted.stream().filter(this::isOpen).toList();
        return slots.offer(inOrder(open));
    }

    /** Every completed job of the vault, from all pages; or the one that the options name. */
    private List<CompletedJob> completedJobs() {
        String only = endpoint.getConfiguration().getJobId();
        if (only != null) {
            return completed(List.of(endpoint.getJobs().describe(endpoint.getVault(), only)));
        }
        List<CompletedJob> completed = completed(endpoint.getJobs().list(endpoint.getVault(), JobQuery.COMPLETED));
        ledger.forgetUnlisted(completed);
        troubles.forgetUnlisted(completed);
        return completed;
    }

    private static List<CompletedJob> completed(List<GlacierJobDescription> jobs) {
        return jobs.stream()
                .filter(job -> Boolean.TRUE.equals(job.completed()))
                .map(CompletedJob::new)
                .toList();
    }

    private boolean isOpen(CompletedJob job) {
        return !troubles.isParked(job) && !ledger.isConsumed(job);
    }

    /** Jobs that never failed first, then the earliest completion; at most as many as a poll may take up. */
    private List<CompletedJob> inOrder(List<CompletedJob> open) {
        int most = endpoint.getMaxMessagesPerPoll();
        return open.stream()
                .sorted(Comparator.comparing((CompletedJob job) -> !troubles.isUntouched(job))
                        .thenComparing(job -> String.valueOf(job.details().completionDate())))
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .toList();
    }

    /** Runs in a slot. */
    private void consume(CompletedJob job) {
        if (!mayGoOn()) {
            return;
        }
        try {
            Optional<Claims.Claim> claim = ledger.claim(job);
            if (claim.isPresent()) {
                try {
                    deliver(job);
                } finally {
                    claim.get().close();
                }
            }
        } catch (RuntimeException e) {
            report(job, e);
        }
    }

    private void deliver(CompletedJob job) {
        try {
            if (delivery.deliver(job)) {
                troubles.forget(job);
            }
        } catch (RouteFailedException e) {
            troubles.failedInRoute(job);
            parkIfWrong(job, e.getCause());
            reportRoute(job, e.getCause());
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("Job {} is left where it stands: {}", job.id(), e.toString());
        } catch (RuntimeException e) {
            troubles.failed(job);
            parkIfWrong(job, e);
            report(job, e);
        }
    }

    /** An output whose ranges are right and whose whole is not stays wrong: it is left alone until the next start. */
    private void parkIfWrong(CompletedJob job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TreeHashMismatchException mismatch && mismatch.isWhole()) {
                ledger.reset(job);
                troubles.park(job);
            }
        }
    }

    /** The route's error handler has seen it; with a bridge it would get it twice. */
    private void reportRoute(CompletedJob job, Throwable failure) {
        if (!endpoint.isBridgeErrorHandler()) {
            report(job, failure);
        }
    }

    private void report(CompletedJob job, Throwable failure) {
        if (!troubles.isNews(job, failure)) {
            LOG.debug("Job {} failed again: {}", job.id(), failure.toString());
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            JobMessages.describe(exchange, job);
            getExceptionHandler().handleException("Cannot consume job " + job.id(), exchange, failure);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /**
     * Sends a message through the route, waits until it is done, and commits it. Counted before the last look at the state,
     * so that a shutdown either waits for it or is seen.
     */
    void send(Exchange exchange, Runnable commit) throws RouteFailedException, InterruptedException {
        pending.incrementAndGet();
        try {
            if (!mayGoOn()) {
                throw new CancellationException("The consumer is stopping");
            }
            Emission.send(getAsyncProcessor(), exchange);
            commit.run();
        } finally {
            pending.decrementAndGet();
        }
    }

    /** Whether the next message of an output may be sent. */
    boolean mayGoOn() {
        if (stopping) {
            return false;
        }
        return shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks
                || isRunAllowed() && !isSuspendingOrSuspended() && shutdownRunningTask == null;
    }

    @Override
    protected void processEmptyMessage() throws Exception {
        if (slots.running() == 0) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected void doStart() throws Exception {
        stopping = false;
        shutdownRunningTask = null;
        int concurrentJobs = endpoint.getConfiguration().getConcurrentJobs();
        selection = new JobSelection(endpoint.getConfiguration(), endpoint.getCamelContext());
        ledger = endpoint.getLedger();
        ledger.start(endpoint.getCamelContext());
        troubles = new JobTroubles(endpoint.getConfiguration().getMaxJobFailures());
        delivery = new JobDelivery(this, endpoint, ledger);
        workers = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "GlacierJobConsumer", concurrentJobs);
        slots = new JobSlots(concurrentJobs, workers, this::consume);
        super.doStart();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        if (shutdownRunningTask != ShutdownRunningTask.CompleteAllTasks) {
            slots.clear();
            delivery.stopFetching();
        }
    }

    @Override
    protected void doResume() throws Exception {
        shutdownRunningTask = null;
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        stopping = true;
        if (slots != null) {
            slots.clear();
            delivery.stopFetching();
            ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
            executors.shutdownNow(workers);
            executors.awaitTermination(workers, RELEASE_TIMEOUT);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        shutdownRunningTask = task;
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        boolean all = shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks;
        return all && slots != null ? slots.running() : pending.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        stopping = forced || stopping;
    }
}
