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
 * Holds the jobs that this process has initiated in a vault and that no listing has shown yet, because the service's list
 * may lag. Thread-safe.
 */
final class OwnJobs {

    static final int MOST = 10_000;

    /**
     * The longest lag of the list: a job that a listing does not show this long after the answer is regarded as missing.
     */
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

    /**
     * The moment of the last job that was removed because there was no room; a listing must have begun later to be
     * complete.
     */
    synchronized Moment forgotten() {
        return forgotten;
    }

    /**
     * Copies the jobs that a listing does not show yet, except overdue jobs, which it should have shown.
     *
     * @param begun when the listing began
     * @param age   the time since then
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
