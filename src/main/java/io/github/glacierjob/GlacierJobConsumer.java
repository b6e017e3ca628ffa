package io.github.glacierjob;

import io.github.glacierjob.internal.consumer.CompletedJobs;
import io.github.glacierjob.internal.consumer.FailureReports;
import io.github.glacierjob.internal.consumer.JobFailures;
import io.github.glacierjob.internal.consumer.JobRun;
import io.github.glacierjob.internal.consumer.JobSelection;
import io.github.glacierjob.internal.consumer.JobSlots;
import io.github.glacierjob.internal.consumer.OpenJobs;
import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.delivery.JobDelivery;
import io.github.glacierjob.internal.delivery.Outlet;
import io.github.glacierjob.internal.health.ConsumerHealthCheck;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.renewal.BegunOutputs;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.internal.renewal.RenewingDelivery;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Sends exchanges through the route when jobs of a vault complete. A poll lists the jobs, selects some, and fills the free
 * slots. Each slot claims a job, sends its messages through the route one after another, commits each of them, and releases
 * the claim.
 */
@ManagedResource(description = "Managed GlacierJobConsumer")
public class GlacierJobConsumer extends ScheduledPollConsumer implements ShutdownAware {

    /** Milliseconds that a stop waits for the workers to release their claims. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private final EndpointVault endpointVault;
    private final Outlet outlet = new Outlet(this);
    private final OutputPaces paces;
    private final ConsumerStatistics statistics;
    private JobLedger ledger;
    private JobFailures failures;
    private CompletedJobs jobs;
    private OpenJobs openJobs;
    private Delivery delivery;
    private ExecutorService workers;
    private JobSlots slots;
    private int maxMessagesPerPoll;

    GlacierJobConsumer(ScheduledPollEndpoint endpoint, Processor processor, EndpointVault vault) {
        super(endpoint, processor);
        this.endpointVault = vault;
        this.paces = new OutputPaces(() -> vault.options().getClock().instant());
        this.statistics = new ConsumerStatistics(this::running, this::waiting, this::parked, paces::late);
    }

    @Override
    public ScheduledPollEndpoint getEndpoint() {
        return (ScheduledPollEndpoint) super.getEndpoint();
    }

    @Override
    protected int poll() throws Exception {
        ledger.releaseOwed();
        paces.warn();
        List<CompletedJob> completed = jobs.list();
        forceConsumerAsReady();
        List<CompletedJob> open = openJobs.among(completed, slots::isRunning, maxMessagesPerPoll);
        List<CompletedJob> fresh = slots.offer(open);
        return (int) fresh.stream().filter(failures::isUntouched).count();
    }

    void setMaxMessagesPerPoll(int most) {
        maxMessagesPerPoll = most;
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
        return failures == null ? 0 : failures.parked();
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
        setHealthCheck(new ConsumerHealthCheck(this, paces));
    }

    @Override
    protected void doStart() throws Exception {
        stopWorkers();
        outlet.open();
        OpenVault vault = endpointVault.vault();
        GlacierJobOptions options = vault.options();
        ledger = endpointVault.ledger();
        ledger.start(getEndpoint().getCamelContext());
        failures = new JobFailures(options.getMaxJobFailures());
        FailureReports reports =
                new FailureReports(this, failures, getEndpoint().isBridgeErrorHandler());
        Optional<BegunOutputs> begun = options.isReinitiateExpired()
                ? Optional.of(new BegunOutputs(ledger, vault.jobs().region().orElse("") + "/" + vault.address()))
                : Optional.empty();
        Optional<ExpiredOutputs> expired = begun.map(outputs -> new ExpiredOutputs(outputs, ledger, vault.clock()));
        jobs = new CompletedJobs(vault, ledger, failures, reports, expired);
        delivery = new JobDelivery(options);
        if (expired.isPresent()) {
            delivery = new RenewingDelivery(vault, ledger, delivery, begun.get(), expired.get());
        }
        openJobs = new OpenJobs(
                new JobSelection(options, getEndpoint().getCamelContext()), ledger, failures, reports, delivery);
        ConsumedVault consumed = new ConsumedVault(vault, ledger, outlet, paces, statistics);
        JobRun run = new JobRun(consumed, delivery, failures, reports);
        workers = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "GlacierJobConsumer", options.getConcurrentJobs());
        slots = new JobSlots(options.getConcurrentJobs(), workers, run::run);
        super.doStart();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        if (!outlet.completesAllTasks()) {
            slots.clear();
            delivery.stopFetching();
        }
    }

    @Override
    protected void doResume() throws Exception {
        outlet.resume();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        outlet.close();
        stopWorkers();
    }

    /** Only a worker whose message is in the route is interrupted; the others end by themselves. */
    private void stopWorkers() throws InterruptedException {
        if (workers == null) {
            return;
        }
        slots.clear();
        delivery.stopFetching();
        ExecutorServiceManager executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        executors.shutdown(workers);
        outlet.interrupt();
        executors.awaitTermination(workers, RELEASE_TIMEOUT);
        executors.shutdownNow(workers);
        workers = null;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        outlet.beginShutdown(task);
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return outlet.completesAllTasks() ? running() : outlet.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            outlet.close();
        }
    }

    @ManagedAttribute(description = "Jobs whose messages are in the route or being fetched")
    public int getRunningJobs() {
        return statistics.running();
    }

    @ManagedAttribute(description = "Completed jobs that wait for a slot")
    public int getWaitingJobs() {
        return statistics.waiting();
    }

    @ManagedAttribute(description = "Jobs that are not consumed again until the next start")
    public int getParkedJobs() {
        return statistics.parked();
    }

    @ManagedAttribute(description = "Outputs that will expire before they are consumed, at the present rate")
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
