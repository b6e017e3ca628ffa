package io.github.glacierjob.internal.listing;

import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.job.VaultAddress;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * The job list of one vault, read once for all that want it at the same time. The thread that needs it first reads
 * it; the others wait. A failure is thrown to the callers that waited for this listing, not to later callers.
 * Thread-safe.
 */
public final class SharedListing {

    /** How long a listing is used by default: ten times as long as it took, but at least and at most so long. */
    static final Duration LEAST_AGE = Duration.ofSeconds(15);

    static final Duration MOST_AGE = Duration.ofMinutes(1);
    private static final int AGE_FACTOR = 10;

    private final GlacierJobs jobs;
    private final VaultAddress vault;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /** A snapshot only saves requests: where memory is short it may go. The own jobs may not. */
    private SoftReference<JobSnapshot> newest = new SoftReference<>(null);

    private OwnJobs own;
    private Reading running;

    /** A listing that is being read. */
    private record Reading(Moment begun, CompletableFuture<JobSnapshot> result) {}

    /** What a caller accepts. */
    private record Wish(Moment after, Optional<Duration> maxAge) {

        boolean accepts(JobSnapshot snapshot) {
            return snapshot.begun().isAfter(after)
                    && snapshot.age().compareTo(maxAge.orElseGet(() -> defaultAge(snapshot))) <= 0;
        }
    }

    /** What a caller does next: it takes a snapshot, or reads one, or waits for a reading that it may accept or not. */
    private record Turn(JobSnapshot known, Reading reading, boolean reads, boolean accepts) {}

    /**
     * The list of a vault.
     *
     * @param nanos this process's monotonic clock
     */
    public SharedListing(GlacierJobs jobs, VaultAddress vault, InstantSource clock, LongSupplier nanos) {
        this.jobs = jobs;
        this.vault = vault;
        this.clock = clock;
        this.nanos = nanos;
        this.own = new OwnJobs(clock, nanos);
    }

    private static Duration defaultAge(JobSnapshot snapshot) {
        Duration age = snapshot.duration().multipliedBy(AGE_FACTOR);
        if (age.compareTo(LEAST_AGE) < 0) {
            return LEAST_AGE;
        }
        return age.compareTo(MOST_AGE) > 0 ? MOST_AGE : age;
    }

    /**
     * A snapshot of the default age. A job that was made elsewhere since its listing began may be missing; those of
     * {@link #add} are there.
     *
     * @param after a moment after which it must have begun
     */
    public JobSnapshot recent(Moment after) {
        return snapshot(new Wish(after, Optional.empty()));
    }

    /** The same with another age: the time since it was read to its end. */
    public JobSnapshot recent(Duration maxAge) {
        return snapshot(new Wish(Moment.START, Optional.of(maxAge)));
    }

    /**
     * A snapshot whose listing began after a moment, such as the end of an attempt that it shall settle. All that wait share the
     * next listing.
     */
    public JobSnapshot begunAfter(Moment moment) {
        return snapshot(new Wish(moment, Optional.of(ChronoUnit.FOREVER.getDuration())));
    }

    /** Adds a job that this process has just initiated: snapshots show it from now on, until a listing does. */
    public synchronized void add(GlacierJobDescription initiated) {
        own.add(initiated);
    }

    private JobSnapshot snapshot(Wish wish) {
        while (true) {
            Turn turn = turn(wish);
            if (turn.known() != null) {
                return turn.known();
            }
            if (turn.reads()) {
                return read(turn.reading());
            }
            Optional<JobSnapshot> read = await(turn);
            if (read.isPresent()) {
                return read.get();
            }
        }
    }

    private synchronized Turn turn(Wish wish) {
        Wish complete = new Wish(Moment.later(wish.after(), own.forgotten()), wish.maxAge());
        JobSnapshot known = newest.get();
        if (known != null && complete.accepts(known)) {
            return new Turn(known, null, false, false);
        }
        boolean reads = running == null;
        if (reads) {
            running = new Reading(Moment.now(), new CompletableFuture<>());
        }
        return new Turn(null, running, reads, running.begun().isAfter(complete.after()));
    }

    private JobSnapshot read(Reading reading) {
        try {
            JobSnapshot read = list(reading.begun());
            publish(read);
            reading.result().complete(read);
            return read;
        } catch (RuntimeException | Error e) {
            fail(reading, e);
            throw e;
        }
    }

    private JobSnapshot list(Moment begun) {
        Stopwatch sinceBegin = Stopwatch.start(clock, nanos);
        try (SnapshotReader reader = new SnapshotReader()) {
            jobs.read(vault, JobQuery.ALL, reader);
            return new JobSnapshot(begun, sinceBegin, reader, new OwnJobs(clock, nanos));
        }
    }

    /** A caller with an older snapshot still sees the jobs of its own that are missing in the snapshot. */
    private synchronized void publish(JobSnapshot read) {
        own.copyTo(read.own(), read::shows, read.begun(), read.duration());
        own = read.own();
        newest = new SoftReference<>(read);
        running = null;
    }

    /** That this thread is stopped is no failure for the others: one of them reads. */
    private void fail(Reading reading, Throwable failure) {
        synchronized (this) {
            running = null;
        }
        if (Failure.of(failure) == Failure.STOPPED) {
            reading.result().cancel(false);
        } else {
            reading.result().completeExceptionally(failure);
        }
    }

    /** Empty if the caller has to look again. */
    private static Optional<JobSnapshot> await(Turn turn) {
        try {
            JobSnapshot read = turn.reading().result().get();
            return turn.accepts() ? Optional.of(read) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Stopped while another thread read the job list", e);
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (!turn.accepts()) {
                return Optional.empty();
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
