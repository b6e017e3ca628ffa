package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * A vault's job list at one moment, with the service's clock at that moment: the Date header of its answer.
 *
 * @param jobs    all jobs
 * @param now     the present by the service's clock, or by this machine's where the service does not say
 * @param blurred by how much that may be wrong
 */
record ListedJobs(JobList jobs, Instant now, Duration blurred) {

    /** Covers the whole seconds of the Date header and what machines of one service differ by. */
    private static final Duration SERVICE_BLUR = Duration.ofSeconds(10);

    /** What a clock may be wrong by while the service still takes its signatures. */
    private static final Duration LOCAL_BLUR = Duration.ofMinutes(15);

    static ListedJobs of(InitiateJobRequest request, GlacierJobs service, InstantSource clock) {
        JobList jobs = service.list(VaultAddress.parse(request.vaultName(), request.accountId()), JobQuery.ALL);
        return jobs.servedAt()
                .map(served -> new ListedJobs(jobs, served, SERVICE_BLUR))
                .orElseGet(() -> new ListedJobs(jobs, clock.instant(), LOCAL_BLUR));
    }

    /** The moment so long ago by the service's clock, as early as it may have been. */
    Instant earliest(Duration elapsed) {
        return now.minus(elapsed).minus(blurred);
    }

    /** The jobs that may have been made by one of the requests since a moment of the service's clock. */
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

    /** The ids of the jobs with the wanted output, in whatever state they are. */
    Set<String> idsOf(WantedJob wanted) {
        return jobs.stream()
                .filter(wanted::hasOutputOf)
                .map(GlacierJobDescription::jobId)
                .collect(Collectors.toSet());
    }

    /** The succeeded job whose output lives longest and long enough, else the oldest that is in progress. */
    Optional<GlacierJobDescription> reusable(WantedJob wanted, Duration minLife, Set<String> except) {
        List<GlacierJobDescription> equal = jobs.stream()
                .filter(wanted::hasOutputOf)
                .filter(job -> !WantedJob.isPaged(job) && !except.contains(job.jobId()))
                .toList();
        Instant needed = now.plus(minLife);
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
