package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.listing.JobSnapshot;
import io.github.glacierjob.job.CompletedJob;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * The jobs of one archive, or the jobs without an archive, in a snapshot of the vault's job list.
 *
 * @param snapshot the list
 * @param jobs     the jobs
 */
record ListedJobs(JobSnapshot snapshot, List<GlacierJobDescription> jobs) {

    static ListedJobs of(InitiateJobRequest request, JobSnapshot snapshot) {
        return new ListedJobs(
                snapshot, snapshot.ofArchive(request.jobParameters().archiveId()));
    }

    /**
     * The time before this duration by the service's clock. Returns the earliest possible time, because the difference of
     * the clocks is not exactly known.
     */
    Instant earliest(Duration elapsed) {
        return snapshot.earliest(elapsed);
    }

    /** The jobs that one of the requests may have created since a moment of the service's clock. */
    List<GlacierJobDescription> madeBy(Collection<InitiateJobRequest> requests, Instant since) {
        List<WantedJob> wanted = requests.stream()
                .map(request -> new WantedJob(request.jobParameters()))
                .toList();
        return jobs.stream()
                .filter(job -> wanted.stream().anyMatch(one -> one.isMadeInto(job)))
                .filter(job -> moment(job.creationDate())
                        .map(created -> !created.isBefore(since))
                        .orElse(true))
                .toList();
    }

    /** The ids of the jobs with the wanted output, in any state. */
    Set<String> idsOf(WantedJob wanted) {
        return jobs.stream()
                .filter(wanted::hasOutputOf)
                .map(GlacierJobDescription::jobId)
                .collect(Collectors.toSet());
    }

    /**
     * The job to reuse: the succeeded job whose output lives longest, if it lives long enough; otherwise the oldest job
     * in progress.
     */
    Optional<GlacierJobDescription> reusable(WantedJob wanted, Duration minLife, Set<String> except) {
        List<GlacierJobDescription> equal = jobs.stream()
                .filter(wanted::hasOutputOf)
                .filter(job -> !WantedJob.isPaged(job) && !except.contains(job.jobId()))
                .toList();
        Instant needed = snapshot.now().plus(minLife);
        return equal.stream()
                .filter(job -> job.statusCode() == StatusCode.SUCCEEDED && Boolean.TRUE.equals(job.completed()))
                .map(CompletedJob::new)
                .filter(job ->
                        job.expiresAt().filter(end -> !end.isBefore(needed)).isPresent())
                .max(Comparator.comparing(job -> job.expiresAt().orElseThrow()))
                .map(CompletedJob::details)
                .or(() -> equal.stream()
                        .filter(job -> job.statusCode() == StatusCode.IN_PROGRESS && wanted.isAsFast(job))
                        .min(Comparator.comparing(
                                job -> moment(job.creationDate()).orElse(Instant.MAX))));
    }

    private static Optional<Instant> moment(String date) {
        try {
            return Optional.ofNullable(date).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
