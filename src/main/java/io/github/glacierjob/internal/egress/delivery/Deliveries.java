package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.delivery.OutputDelivery;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.claim.HeldArchive;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.vault.ThreadPools;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the slots that deliver archives. A slot that becomes free claims the next archive at once, so that it waits
 * neither for a poll nor for another archive. Thread-safe.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** Milliseconds that a stop waits until the slots have released their claims. */
    private static final long RELEASE_TIMEOUT = 10_000;

    private static final long LOOK_AROUND_MILLIS = 500;

    private final ConsumedVault consumed;
    private final int slots;
    private final ExecutorServiceManager executors;
    private final ArchiveClaims claims;
    private final SinkState sink;
    private final Patience patience = new Patience();
    private final Delivery delivery;
    private final ArchiveRun run;
    private final ExecutorService workers;
    private final ScheduledExecutorService heart;
    private final Summary summary;
    private final WorkSpace space;
    private boolean tidied;
    private int busy;
    private boolean stopped;

    public Deliveries(DefaultConsumer consumer, EgressVault vault, ConsumedVault consumed) {
        GlacierEgressOptions options = vault.options();
        this.consumed = consumed;
        slots = options.getConcurrentJobs();
        executors = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        claims = new ArchiveClaims(vault);
        sink = new SinkState(slots, vault.ledger()::now);
        space = new WorkSpace(options, OutputFile::usableSpace);
        delivery = OutputDelivery.of(
                options.getOutputMode(), space::place, options.getChecksumPolicy(), options.isKeepFiles());
        Setbacks setbacks = new Setbacks(vault, claims, sink);
        Desk desk = new Desk(vault, consumed, claims, setbacks, new ArchiveReports(consumer), patience);
        run = new ArchiveRun(desk, space, delivery, this::awaitResume);
        summary = new Summary(vault, consumed.outlet(), patience);
        workers = ThreadPools.fixed(executors, consumer, "GlacierEgressConsumer", slots);
        heart = executors.newSingleThreadScheduledExecutor(consumer, "GlacierEgressClaims");
        long beat = ArchiveClaims.BEAT.toMillis();
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        claims.beat();
        summary.beat();
    }

    /** Sends the last message of an inventory if it is due. */
    public void summarize() {
        summary.sendIfDue();
    }

    /** Fills the free slots; returns how many deliveries began. */
    public int fill() {
        removeLeftovers();
        int wanted = reserve(slots);
        int begun = 0;
        try {
            for (HeldArchive archive : claims.take(wanted, sink.tried())) {
                if (start(archive)) {
                    begun++;
                } else {
                    claims.release(archive);
                }
            }
        } finally {
            giveBack(wanted - begun);
        }
        return begun;
    }

    /** Removes old files once, as soon as the database answers. Used by the polling thread. */
    private void removeLeftovers() {
        if (!tidied) {
            space.removeLeftovers(claims::isDelivered);
            tidied = true;
        }
    }

    private synchronized boolean start(HeldArchive archive) {
        if (!stopped) {
            workers.execute(() -> work(archive));
        }
        return !stopped;
    }

    /** Reserves free slots; returns their number. */
    private synchronized int reserve(int most) {
        if (stopped || !consumed.outlet().mayBegin()) {
            return 0;
        }
        int free = sink.mayBegin(Math.min(most, slots - busy));
        busy += free;
        return free;
    }

    private synchronized void giveBack(int unused) {
        busy -= unused;
        if (unused > 0) {
            sink.passed();
        }
    }

    private void work(HeldArchive first) {
        HeldArchive archive = first;
        while (archive != null) {
            try {
                run.run(archive);
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "Archive {} failed unexpectedly; it is tried again later",
                        printable(archive.row().archiveId()),
                        e);
            }
            giveBack(1);
            archive = next();
        }
    }

    private HeldArchive next() {
        int wanted = reserve(1);
        List<HeldArchive> taken = List.of();
        try {
            taken = claims.take(wanted, sink.tried());
        } catch (RuntimeException e) {
            LOG.warn("The ledger gives no archive now; the next poll tries again: {}", e.getMessage());
        } finally {
            giveBack(wanted - taken.size());
        }
        return taken.isEmpty() ? null : taken.get(0);
    }

    /** The number of archives whose messages are in the route or being fetched. */
    public synchronized int running() {
        return busy;
    }

    /** Whether the destination accepts no archives. */
    public boolean isSinkDown() {
        return sink.isDown();
    }

    /** Whether so many archives failed in a row that no more are to be ordered. */
    public boolean holdsOrders() {
        return sink.holdsOrders();
    }

    /** Starts no more deliveries, and fetches no more ranges. A message that is in the route continues. */
    public void pause() {
        delivery.stopFetching();
    }

    private synchronized boolean awaitResume() {
        try {
            while (!stopped && !consumed.outlet().isOpen()) {
                wait(LOOK_AROUND_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopped;
    }

    /** Stops all slots. Only a worker whose message is in the route is interrupted; the others end by themselves. */
    public void stop() throws InterruptedException {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        pause();
        executors.shutdown(workers);
        consumed.outlet().interrupt();
        try {
            executors.awaitTermination(workers, RELEASE_TIMEOUT);
        } finally {
            patience.stop();
            executors.shutdownNow(workers);
            // No connection to the database is used after the stop.
            executors.shutdown(heart);
        }
        executors.awaitTermination(heart, RELEASE_TIMEOUT);
    }
}
