package io.github.glacierjob.internal.health;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.snapshot.GlacierJobSnapshot.Jobs;
import io.github.glacierjob.snapshot.GlacierJobSnapshot.Listing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Counts the work of a consumer since its start, and returns its present jobs. Thread-safe. */
public final class ConsumerStatistics {

    private final Figures figures;
    private final LongAdder jobs = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicInteger routeFailures = new AtomicInteger();
    private final Now now;
    private final OutputPaces paces;
    private final ListingPace listings;
    private volatile String lastId;

    /** The numbers of jobs in each state now. */
    public record Now(IntSupplier running, IntSupplier waiting, IntSupplier parked) {}

    public ConsumerStatistics(Figures figures, Now now, OutputPaces paces, ListingPace listings) {
        this.figures = figures;
        this.now = now;
        this.paces = paces;
        this.listings = listings;
    }

    /** The counters of the endpoint. */
    public Figures figures() {
        return figures;
    }

    /** The rates of the outputs. */
    public OutputPaces paces() {
        return paces;
    }

    public void messageDone(long size) {
        figures.messageDone(size);
        routeFailures.set(0);
    }

    /**
     * Counts an output whose messages are all done and committed.
     *
     * @param id the id under which the output was consumed
     */
    public void consumed(CompletedJob job, String id) {
        jobs.increment();
        lastId = id;
        figures.delivered(job);
    }

    /** Counts a failure of the route. */
    public void routeFailed() {
        routeFailures.incrementAndGet();
    }

    /** The number of failures of the route since its last success. */
    public int routeFailures() {
        return routeFailures.get();
    }

    /** Counts an output that was wanted, but expired before it was delivered. */
    public void outputLost(CompletedJob job) {
        lost.increment();
        figures.signal(Kind.FAILED, job, "its output expired before it was delivered", 0, -1);
    }

    public int running() {
        return now.running().getAsInt();
    }

    /** The number of outputs that were wanted, but expired before they were delivered. */
    public long lost() {
        return lost.sum();
    }

    /** The requests for the job list, and the time of the next one. */
    public ListingPace listings() {
        return listings;
    }

    Jobs toJobs() {
        return new Jobs(
                now.running().getAsInt(),
                now.waiting().getAsInt(),
                now.parked().getAsInt(),
                jobs.sum(),
                lost.sum(),
                lastId);
    }

    Listing toListing() {
        return new Listing(
                listings.requests(),
                listings.lastPages(),
                listings.lastDuration().toMillis(),
                listings.untilDue().toMillis());
    }
}
