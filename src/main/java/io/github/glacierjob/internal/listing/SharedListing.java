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
 * Reads the job list of one vault once for all callers that need it at the same time. The first thread reads the list;
 * the other threads wait. A failure is thrown to the callers that waited for this listing, not to later callers.
 * Thread-safe.
 */
public final class SharedListing {

    /**
     * A listing is used by default for ten times its duration, but not shorter than this and not longer than
     * {@link #MOST_AGE}.
     */
    static final Duration LEAST_AGE = Duration.ofSeconds(15);

    static final Duration MOST_AGE = Duration.ofMinutes(1);
    private static final int AGE_FACTOR = 10;

    private final GlacierJobs jobs;
    private final VaultAddress vault;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * The newest snapshot; it only saves requests, so it may be dropped if memory is short. The own jobs must not be
     * dropped.
     */
    private SoftReference<JobSnapshot> newest = new SoftReference<>(null);

    private OwnJobs own;
    private Reading running;

    /** A listing that is being read. */
    private record Reading(Moment begun, CompletableFuture<JobSnapshot> result) {}

    /** The snapshots that a caller accepts. */
    private record Wish(Moment after, Optional<Duration> maxAge) {

        boolean accepts(JobSnapshot snapshot) {
            return snapshot.begun().isAfter(after)
                    && snapshot.age().compareTo(maxAge.orElseGet(() -> defaultAge(snapshot))) <= 0;
        }
    }

    /**
     * The next step of a caller: it uses a snapshot, or reads the list, or waits for a running reading, whose result it
     * may accept or not.
     */
    private record Turn(JobSnapshot known, Reading reading, boolean reads, boolean accepts) {}

    /**
     * Creates the listing of a vault.
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
     * Returns a snapshot that is not older than the default age. It may lack jobs that other processes initiated after
     * its listing began; it has the jobs of {@link #add}.
     *
     * @param after a moment after which its listing must have begun
     */
    public JobSnapshot recent(Moment after) {
        return snapshot(new Wish(after, Optional.empty()));
    }

    /** Returns a snapshot that was read to its end no longer than this time ago. */
    public JobSnapshot recent(Duration maxAge) {
        return snapshot(new Wish(Moment.START, Optional.of(maxAge)));
    }

    /**
     * Returns a snapshot whose listing began after a moment, such as the end of a request without a clear answer. All
     * waiting callers share the next listing.
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

    /** Makes a snapshot the newest. The own jobs are copied, because callers with an older snapshot still need theirs. */
    private synchronized void publish(JobSnapshot read) {
        own.copyTo(read.own(), read::shows, read.begun(), read.duration());
        own = read.own();
        newest = new SoftReference<>(read);
        running = null;
    }

    /**
     * Ends a reading that failed. If this thread was stopped, the waiting threads get no failure: one of them reads the
     * list.
     */
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

    /** Waits for a reading; empty if the caller must take another turn. */
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
