package io.github.glacierjob.internal.listing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * The jobs that this process has initiated in a vault and that no listing has shown yet: the service's list may lag behind.
 * Thread-safe.
 */
final class OwnJobs {

    static final int MOST = 10_000;

    /** A listing that begins so long after the answer and does not show the job is believed. */
    static final Duration SETTLED = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<String, Own> jobs = new LinkedHashMap<>();
    private Moment forgotten = Moment.START;

    private record Own(GlacierJobDescription job, Moment added, Stopwatch since) {}

    OwnJobs(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    synchronized void add(GlacierJobDescription job) {
        jobs.put(job.jobId(), new Own(job, Moment.now(), Stopwatch.start(clock, nanos)));
        if (jobs.size() > MOST) {
            Own eldest = jobs.values().iterator().next();
            jobs.remove(eldest.job().jobId());
            forgotten = eldest.added();
        }
    }

    synchronized List<GlacierJobDescription> ofArchive(String archiveId) {
        return jobs.values().stream()
                .map(Own::job)
                .filter(job -> Objects.equals(job.archiveId(), archiveId))
                .toList();
    }

    /** The last job that had to be forgotten for want of room: only a listing that began later may be trusted to have it. */
    synchronized Moment forgotten() {
        return forgotten;
    }

    /**
     * Copies those that a listing does not show yet, but for those that it should have shown.
     *
     * @param begun when the listing began
     * @param age   how long ago that was
     */
    synchronized void copyTo(OwnJobs next, Predicate<GlacierJobDescription> isListed, Moment begun, Duration age) {
        jobs.forEach((id, own) -> {
            boolean overdue = begun.isAfter(own.added())
                    && own.since().elapsed().minus(age).compareTo(SETTLED) >= 0;
            if (!overdue && !isListed.test(own.job())) {
                next.jobs.put(id, own);
            }
        });
        next.forgotten = forgotten;
    }
}
