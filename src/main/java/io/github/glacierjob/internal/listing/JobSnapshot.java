package io.github.glacierjob.internal.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * The jobs of a vault at the time of one listing, and the jobs that this process has initiated and the listing may lack.
 * It lacks jobs that other processes initiated after the listing began. Thread-safe.
 */
public final class JobSnapshot {

    /**
     * Covers the precision of the Date header, whole seconds, and the clock differences between machines of the service.
     */
    private static final Duration SERVICE_BLUR = Duration.ofSeconds(10);

    /** The largest error of a clock whose signatures the service still accepts. */
    private static final Duration LOCAL_BLUR = Duration.ofMinutes(15);

    private final Moment begun;
    private final Optional<Instant> servedAt;
    private final Instant localTime;
    private final Stopwatch sinceEnd;
    private final Duration duration;
    private final PackedJob[] byArchive;
    private final OwnJobs own;

    JobSnapshot(Moment begun, Stopwatch sinceBegin, SnapshotReader read, OwnJobs own) {
        this.begun = begun;
        this.servedAt = read.servedAt();
        this.localTime = sinceBegin.begun();
        this.duration = sinceBegin.elapsed();
        this.sinceEnd = Stopwatch.start(sinceBegin.clock(), sinceBegin.nanos());
        this.byArchive = read.jobs().toArray(PackedJob[]::new);
        this.own = own;
        Arrays.sort(byArchive, Comparator.comparingInt(PackedJob::mark));
    }

    /** The moment just before the first page was requested. */
    public Moment begun() {
        return begun;
    }

    OwnJobs own() {
        return own;
    }

    /** The time since the last page was read. */
    Duration age() {
        return sinceEnd.elapsed();
    }

    /** The time from the request for the first page to the end of the last one. */
    Duration duration() {
        return duration;
    }

    /** The current time by the service's clock, or by this machine's clock if the service sends no time. */
    public Instant now() {
        return servedAt.orElse(localTime).plus(age().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * The time before this duration by the service's clock. Returns the earliest possible time, because the difference of
     * the clocks is not exactly known.
     */
    public Instant earliest(Duration elapsed) {
        return now().minus(elapsed).minus(servedAt.isPresent() ? SERVICE_BLUR : LOCAL_BLUR);
    }

    /** The jobs of an archive, or with null the jobs without an archive, in the order of their initiation. */
    public List<GlacierJobDescription> ofArchive(String archiveId) {
        List<GlacierJobDescription> listed = listed(archiveId);
        return Stream.concat(listed.stream(), own.ofArchive(archiveId).stream().filter(job -> listed.stream()
                        .noneMatch(one -> Objects.equals(one.jobId(), job.jobId()))))
                .toList();
    }

    /** Whether the listing itself shows a job. */
    boolean shows(GlacierJobDescription job) {
        return listed(job.archiveId()).stream().anyMatch(one -> Objects.equals(one.jobId(), job.jobId()));
    }

    private List<GlacierJobDescription> listed(String archiveId) {
        return Arrays.stream(byArchive, firstOf(PackedJob.mark(archiveId)), byArchive.length)
                .takeWhile(job -> job.mayBeOf(archiveId))
                .map(PackedJob::unpack)
                .filter(job -> Objects.equals(job.archiveId(), archiveId))
                .toList();
    }

    private int firstOf(int mark) {
        int low = 0;
        int high = byArchive.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byArchive[middle].mark() < mark) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
