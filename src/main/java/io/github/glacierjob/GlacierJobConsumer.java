package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Emits exchanges when jobs of a vault complete. A poll lists the jobs, chooses, and fills the free slots; each slot claims
 * a job, takes its messages through the route one by one, commits each, and releases the claim.
 */
@ManagedResource(description = "Managed GlacierJobConsumer")
public class GlacierJobConsumer extends ScheduledPollConsumer implements ShutdownAware {

    /** Milliseconds that a stop waits for the workers to release their claims. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private final GlacierJobEndpoint endpoint;
    private final AtomicInteger pending = new AtomicInteger();
    private final InRoute inRoute = new InRoute();
    private JobSelection selection;
    private JobLedger ledger;
    private JobTroubles troubles;
    private Delivery delivery;
    private CompletedJobs jobs;
    private JobRun run;
    private ExecutorService workers;
    private JobSlots slots;
    private final ConsumerStatistics statistics =
            new ConsumerStatistics(this::running, this::waiting, this::parked, () -> paces().late());
    private final OutputPaces paces;
    private volatile boolean tidy;
    private volatile boolean stopping;
    private volatile ShutdownRunningTask shutdownRunningTask;

    GlacierJobConsumer(GlacierJobEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.paces = new OutputPaces(() -> endpoint.getClock().instant());
    }

    @Override
    protected int poll() throws Exception {
        ledger.releaseOwed();
        paces.warn();
        List<CompletedJob> completed = jobs.list();
        forceConsumerAsReady();
        List<CompletedJob> open =
                completed.stream().filter(this::isWanted).filter(this::isOpen).toList();
        tidy = true;
        List<CompletedJob> fresh = slots.offer(inOrder(open));
        return (int) fresh.stream().filter(troubles::isUntouched).count();
    }

    /** A filter that fails for one job must not keep the others from being consumed. */
    private boolean isWanted(CompletedJob job) {
        try {
            return selection.test(job);
        } catch (RuntimeException e) {
            run.report(job, e);
            return false;
        }
    }

    /** What is known here comes first: the repositories may be far away, and a vault lists its jobs for a day. */
    private boolean isOpen(CompletedJob job) {
        return !slots.isRunning(job) && !troubles.isParked(job) && !isConsumed(job) && !ledger.isClaimed(job);
    }

    /** The first poll after a start looks closer, and removes what a crash has left of the jobs that are consumed. */
    private boolean isConsumed(CompletedJob job) {
        return tidy ? ledger.isConsumed(job) : run.isTidied(job);
    }

    /** Jobs that never failed first, then those that failed longest ago; at most as many as a poll may take up. */
    private List<CompletedJob> inOrder(List<CompletedJob> open) {
        int most = endpoint.getMaxMessagesPerPoll();
        return open.stream()
                .sorted(Comparator.comparingLong(troubles::lastFailure)
                        .thenComparing(job -> String.valueOf(job.details().completionDate())))
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .toList();
    }

    /**
     * Sends a message of a job through the route, waits until it is done, and commits it, unless the job is another node's by
     * then. Counted before the last look at the state, so that a shutdown either waits for it or is seen.
     */
    void send(CompletedJob job, Exchange exchange, Runnable commit) throws RouteFailedException, InterruptedException {
        pending.incrementAndGet();
        try {
            if (!mayGoOn()) {
                throw new CancellationException("The consumer is stopping");
            }
            ledger.requireClaim(job);
            sendToRoute(exchange);
            Uninterrupted.run(() -> {
                ledger.requireClaim(job);
                commit.run();
            });
        } finally {
            pending.decrementAndGet();
        }
    }

    private void sendToRoute(Exchange exchange) throws RouteFailedException, InterruptedException {
        inRoute.enter();
        try {
            Emission.send(getAsyncProcessor(), exchange);
        } finally {
            inRoute.leave();
        }
    }

    OutputPaces paces() {
        return paces;
    }

    ConsumerStatistics statistics() {
        return statistics;
    }

    private int running() {
        return slots == null ? 0 : slots.running();
    }

    private int waiting() {
        return slots == null ? 0 : slots.waiting();
    }

    private int parked() {
        return troubles == null ? 0 : troubles.parked();
    }

    boolean bridgesErrors() {
        return endpoint.isBridgeErrorHandler();
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
        if (running() == 0) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        setHealthCheck(new ConsumerHealthCheck(this));
    }

    @Override
    protected void doStart() throws Exception {
        stopWorkers();
        tidy = false;
        stopping = false;
        shutdownRunningTask = null;
        int concurrentJobs = endpoint.getConfiguration().getConcurrentJobs();
        selection = new JobSelection(endpoint.getConfiguration(), endpoint.getCamelContext());
        ledger = endpoint.getLedger();
        ledger.start(endpoint.getCamelContext());
        troubles = new JobTroubles(endpoint.getConfiguration().getMaxJobFailures());
        delivery = new JobDelivery(this, endpoint, ledger);
        Optional<ExpiredOutputs> expired = expiredOutputs();
        jobs = new CompletedJobs(endpoint, troubles, getExceptionHandler(), expired);
        workers = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "GlacierJobConsumer", concurrentJobs);
        run = new JobRun(this, ledger, troubles, delivery);
        slots = new JobSlots(concurrentJobs, workers, run::run);
        super.doStart();
    }

    /** Where expired outputs are to go on, the delivery sees to it. */
    private Optional<ExpiredOutputs> expiredOutputs() {
        if (!endpoint.getConfiguration().isReinitiateExpired()) {
            return Optional.empty();
        }
        BegunOutputs begun =
                new BegunOutputs(ledger, endpoint.getJobs().region().orElse("") + "/" + endpoint.getVault());
        ExpiredOutputs expired = new ExpiredOutputs(begun, ledger, endpoint.getClock());
        delivery = new RenewingDelivery(endpoint, delivery, begun, expired);
        return Optional.of(expired);
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
        stopWorkers();
    }

    /** Only a worker whose message is in the route is interrupted; the others come to their end by themselves. */
    private void stopWorkers() throws InterruptedException {
        if (workers == null) {
            return;
        }
        slots.clear();
        delivery.stopFetching();
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        executors.shutdown(workers);
        inRoute.interrupt();
        executors.awaitTermination(workers, RELEASE_TIMEOUT);
        executors.shutdownNow(workers);
        workers = null;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        shutdownRunningTask = task;
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        boolean all = shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks;
        return all ? running() : pending.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        stopping = forced || stopping;
    }

    @ManagedAttribute(description = "Jobs whose messages are in the route or being fetched")
    public int getRunningJobs() {
        return statistics.running();
    }

    @ManagedAttribute(description = "Completed jobs that wait for a slot")
    public int getWaitingJobs() {
        return statistics.waiting();
    }

    @ManagedAttribute(description = "Jobs that are left alone until the next start")
    public int getParkedJobs() {
        return statistics.parked();
    }

    @ManagedAttribute(description = "Outputs that will expire unfinished at the present rate")
    public int getLateOutputs() {
        return statistics.late().size();
    }

    @ManagedAttribute(description = "Jobs consumed since the start")
    public long getConsumedJobs() {
        return statistics.jobs();
    }

    @ManagedAttribute(description = "Messages done since the start")
    public long getDoneMessages() {
        return statistics.messages();
    }

    @ManagedAttribute(description = "Bytes of output in the messages done since the start")
    public long getDoneBytes() {
        return statistics.bytes();
    }

    @ManagedAttribute(description = "The job that was consumed last")
    public String getLastJobId() {
        return statistics.lastJobId();
    }
}
