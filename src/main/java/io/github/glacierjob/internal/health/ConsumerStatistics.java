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

/** What a consumer has done since its start, and what it does now. Thread-safe. */
public final class ConsumerStatistics {

    private final Figures figures;
    private final LongAdder jobs = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicInteger routeFailures = new AtomicInteger();
    private final Now now;
    private final OutputPaces paces;
    private final ListingPace listings;
    private volatile String lastId;

    /** How many jobs are in which state now. */
    public record Now(IntSupplier running, IntSupplier waiting, IntSupplier parked) {}

    public ConsumerStatistics(Figures figures, Now now, OutputPaces paces, ListingPace listings) {
        this.figures = figures;
        this.now = now;
        this.paces = paces;
        this.listings = listings;
    }

    /** What the endpoint counts. */
    public Figures figures() {
        return figures;
    }

    /** How fast the outputs arrive. */
    public OutputPaces paces() {
        return paces;
    }

    public void messageDone(long size) {
        figures.messageDone(size);
        routeFailures.set(0);
    }

    /** All messages of an output are done, and that is committed; under this id it was consumed. */
    public void consumed(CompletedJob job, String id) {
        jobs.increment();
        lastId = id;
        figures.delivered(job, job.details().archiveId());
    }

    /** The route failed with a message. */
    public void routeFailed() {
        routeFailures.incrementAndGet();
    }

    /** How often it did so without a success in between. */
    public int routeFailures() {
        return routeFailures.get();
    }

    /** An output that was wanted expired before it was delivered. */
    public void outputLost(CompletedJob job) {
        lost.increment();
        figures.signal(Kind.FAILED, job, "its output expired before it was delivered", 0, -1);
    }

    public int running() {
        return now.running().getAsInt();
    }

    /** Outputs that were wanted and expired before they were delivered. */
    public long lost() {
        return lost.sum();
    }

    /** What the job list has cost, and when it is read again. */
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
