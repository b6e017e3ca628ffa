package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.delivery.JobDelivery;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.internal.renewal.RenewingDelivery;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.internal.vault.ThreadPools;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Connects the parts of a consumer from its start to its stop: a poll lists the completed jobs, chooses open jobs and
 * offers them to the slots; a slot claims a job and delivers it. Listing and choosing belong to the polling thread; the
 * other methods are thread-safe.
 */
public final class ConsumerFlow {

    /** How long a stop waits for the workers to release their claims, in milliseconds. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private final CamelContext context;
    private final Outlet outlet;
    private final JobLedger ledger;
    private final MemoryWarning memory;
    private final OutputPaces paces;
    private final Figures figures;
    private final JobFailures failures;
    private final ListingPace pace;
    private final InstantSource clock;
    private final CompletedJobs completedJobs;
    private final Backlog backlog = new Backlog();
    private final OpenJobs openJobs;
    private final ExpectedOutputs expected;
    private final Optional<ExpiredOutputs> renewable;
    private final Delivery delivery;
    private final ExecutorService workers;
    private final JobSlots slots;

    public ConsumerFlow(
            ScheduledPollConsumer consumer,
            OpenVault<GlacierJobOptions> vault,
            JobLedger ledger,
            Outlet outlet,
            ConsumerStatistics statistics)
            throws Exception {
        GlacierJobOptions options = vault.options();
        this.context = consumer.getEndpoint().getCamelContext();
        this.outlet = outlet;
        this.paces = statistics.paces();
        this.figures = statistics.figures();
        this.ledger = ledger;
        ledger.start(context);
        memory = new MemoryWarning(vault, ledger);
        clock = vault.clock();
        pace = statistics.listings();
        pace.restart();
        failures = new JobFailures(options.getMaxJobFailures());
        FailureReports reports = new FailureReports(consumer, failures);
        expected = new ExpectedOutputs(vault, ledger, reports, statistics);
        renewable = options.isReinitiateExpired() ? Optional.of(new ExpiredOutputs(vault, ledger)) : Optional.empty();
        completedJobs = new CompletedJobs(vault, ledger, failures, reports, renewable);
        delivery = delivery(vault);
        openJobs = new OpenJobs(new JobSelection(options, context), ledger, failures, reports, delivery);
        ConsumedVault consumed = new ConsumedVault(vault, outlet, statistics);
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

    /**
     * Returns the wanted jobs that are not consumed yet. Reads the job list if it is due; otherwise uses the last one.
     */
    public Backlog list() {
        memory.warnOnce();
        ledger.retryReleases();
        paces.warn(figures);
        if (pace.isDue()) {
            readList();
            expected.settle(backlog, slots::isRunning);
        } else {
            backlog.remove(openJobs.consumedSince(backlog.listed(), slots::isRunning));
        }
        return backlog;
    }

    private void readList() {
        try (Backlog.Update update = backlog.update(clock.instant())) {
            completedJobs.read(pace, batch -> update.add(batch, undelivered(batch)));
            renewable.ifPresent(outputs -> takeOver(update, outputs));
            openJobs.listed();
            update.finish();
        }
    }

    private void takeOver(Backlog.Update update, ExpiredOutputs outputs) {
        update.hide(job -> outputs.hides(job.key(), job.packed()));
        // Workers may have finished outputs since then: a finished output no longer hides the job that served it.
        update.remove(openJobs.consumedSince(update.open(), slots::isRunning));
        update.add(outputs.open(), undelivered(outputs.due()));
    }

    private List<CompletedJob> undelivered(List<CompletedJob> completed) {
        return openJobs.undelivered(openJobs.wanted(completed), slots::isRunning);
    }

    /**
     * Chooses the jobs that may start now.
     *
     * @param most jobs to choose; 0 for all
     */
    public List<OpenJob> choose(Backlog undelivered, int most) {
        renewable.ifPresent(undelivered::register);
        return openJobs.inOrder(undelivered.listed(), slots::isRunning, most);
    }

    /** Gives the open jobs to the slots, and returns how many of them are new. */
    public int offer(List<OpenJob> open) {
        List<OpenJob> fresh = slots.offer(open).stream()
                .filter(job -> failures.hasNeverFailed(job.key()))
                .toList();
        fresh.forEach(job -> figures.signal(Kind.READY, new Subject(job.outputId(), null, null, 0, job.size())));
        return fresh.size();
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

    /** Makes a parked job available again; false if it is not parked. */
    public boolean unpark(String jobId) {
        return failures.unpark(jobId);
    }

    /**
     * Removes the claim of a job, for example of a node that no longer runs; false if the job is not claimed.
     *
     * @throws IllegalStateException if the job is being consumed here
     */
    public boolean forgetClaim(CompletedJob job) {
        if (slots.isRunning(job.key())) {
            throw new IllegalStateException("Job " + job.id() + ": expected that another node claims it, but this node"
                    + " is consuming it; stop the route to release the claim");
        }
        return ledger.forgetClaim(job);
    }

    /** Starts no further job and fetches no further range; a message that is in the route continues. */
    public void pause() {
        slots.clear();
        delivery.stopFetching();
    }

    /** Stops the slots. Only workers whose message is in the route are interrupted; other workers end by themselves. */
    public void stop() throws InterruptedException {
        pause();
        ExecutorServiceManager executors = context.getExecutorServiceManager();
        executors.shutdown(workers);
        outlet.interrupt();
        executors.awaitTermination(workers, RELEASE_TIMEOUT);
        executors.shutdownNow(workers);
    }
}
