package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.delivery.JobDelivery;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.internal.renewal.RenewingDelivery;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.internal.vault.ThreadPools;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * The parts of a consumer from its start to its stop, put together: a poll lists the completed jobs, chooses the open ones
 * and offers them to the slots; a slot claims a job and delivers it. Lists and chooses in the polling thread; the rest is
 * thread-safe.
 */
public final class ConsumerFlow {

    /** Milliseconds that a stop waits for the workers to release their claims. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private final CamelContext context;
    private final Outlet outlet;
    private final JobLedger ledger;
    private final OutputPaces paces;
    private final JobFailures failures;
    private final CompletedJobs completedJobs;
    private final OpenJobs openJobs;
    private final ExpectedOutputs expected;
    private final Optional<ExpiredOutputs> renewable;
    private final Delivery delivery;
    private final ExecutorService workers;
    private final JobSlots slots;

    public ConsumerFlow(
            ScheduledPollConsumer consumer,
            EndpointVault endpointVault,
            Outlet outlet,
            OutputPaces paces,
            ConsumerStatistics statistics)
            throws Exception {
        OpenVault<GlacierJobOptions> vault = endpointVault.vault();
        GlacierJobOptions options = vault.options();
        this.context = consumer.getEndpoint().getCamelContext();
        this.outlet = outlet;
        this.paces = paces;
        ledger = endpointVault.ledger();
        ledger.start(context);
        failures = new JobFailures(options.getMaxJobFailures());
        FailureReports reports = new FailureReports(consumer, failures);
        expected = new ExpectedOutputs(vault, ledger, reports, statistics);
        renewable = options.isReinitiateExpired() ? Optional.of(new ExpiredOutputs(vault, ledger)) : Optional.empty();
        completedJobs = new CompletedJobs(vault, ledger, failures, reports, renewable);
        delivery = delivery(vault);
        openJobs = new OpenJobs(new JobSelection(options, context), ledger, failures, reports, delivery);
        ConsumedVault consumed = new ConsumedVault(vault, outlet, paces, statistics);
        JobRun run = new JobRun(consumed, ledger, delivery, failures, reports);
        workers = ThreadPools.fixed(
                context.getExecutorServiceManager(), consumer, "GlacierJobConsumer", options.getConcurrentJobs());
        slots = new JobSlots(options.getConcurrentJobs(), workers, run::run);
        paces.waiting(slots::waiting);
    }

    private Delivery delivery(OpenVault<GlacierJobOptions> vault) {
        Delivery plain = new JobDelivery(vault.options());
        return renewable
                .<Delivery>map(outputs -> new RenewingDelivery(vault, ledger, plain, outputs))
                .orElse(plain);
    }

    /** The completed jobs that the service lists. */
    public CompletedJobs.Listing list() {
        ledger.retryReleases();
        paces.warn();
        return completedJobs.list();
    }

    /**
     * Those of the completed jobs that may be taken up now.
     *
     * @param most jobs to choose; 0 for all
     */
    public List<CompletedJob> choose(CompletedJobs.Listing listing, int most) {
        expected.settleUnlisted(listing.known(), slots::isRunning);
        List<CompletedJob> wanted = openJobs.wanted(listing.completed());
        List<CompletedJob> undelivered = openJobs.undelivered(wanted, slots::isRunning);
        expected.expect(undelivered, listing.known());
        renewable.ifPresent(outputs -> outputs.register(undelivered));
        return openJobs.inOrder(undelivered, slots::isRunning, most);
    }

    /** Gives the open jobs to the slots, and returns how many of them are new. */
    public int offer(List<CompletedJob> open) {
        List<CompletedJob> fresh = slots.offer(open);
        return (int) fresh.stream().filter(failures::hasNeverFailed).count();
    }

    public int running() {
        return slots.running();
    }

    public int waiting() {
        return slots.waiting().size();
    }

    public int parked() {
        return failures.parked();
    }

    /** Takes up no further job, and fetches nothing ahead; a message that is in the route goes on. */
    public void pause() {
        slots.clear();
        delivery.stopFetching();
    }

    /** Only a worker whose message is in the route is interrupted; the others come to their end by themselves. */
    public void stop() throws InterruptedException {
        pause();
        ExecutorServiceManager executors = context.getExecutorServiceManager();
        executors.shutdown(workers);
        outlet.interrupt();
        executors.awaitTermination(workers, RELEASE_TIMEOUT);
        executors.shutdownNow(workers);
    }
}
