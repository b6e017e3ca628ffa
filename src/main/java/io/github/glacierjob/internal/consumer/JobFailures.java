package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What went wrong with which job since the consumer's start: how often, whether it was reported, and whether the job is
 * parked, that is left alone until the next start. Thread-safe.
 */
final class JobFailures {

    private static final int MAX_CAUSES = 50;

    private final int maxFailures;
    private final Map<String, Integer> routeFailures = new ConcurrentHashMap<>();
    private final Map<String, Long> lastFailures = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final Map<String, Set<String>> reported = new ConcurrentHashMap<>();
    private final Set<String> parked = ConcurrentHashMap.newKeySet();

    JobFailures(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    /** Whether this cause is new for the job; asked once for each failure. */
    boolean isNew(String job, Throwable failure) {
        Set<String> known = reported.computeIfAbsent(job, key -> ConcurrentHashMap.newKeySet());
        return known.size() < MAX_CAUSES && known.add(causeOf(failure));
    }

    /** What a failure and its repetition have in common; the messages of a download name offsets and request ids. */
    private static String causeOf(Throwable failure) {
        StringBuilder cause = new StringBuilder();
        boolean download = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof AwsServiceException answer) {
                return cause.append(answer.statusCode() + " " + Failure.codeOf(answer))
                        .toString();
            }
            cause.append(at.getClass().getName()).append(' ');
            download |= at instanceof JobOutputException
                    || at instanceof SdkException
                    || at instanceof IOException && at.getCause() != null;
            if (!download) {
                return cause.append(at.getMessage()).toString();
            }
        }
        return cause.toString();
    }

    void failed(CompletedJob job) {
        lastFailures.put(job.key(), failures.incrementAndGet());
    }

    void failedInRoute(CompletedJob job) {
        failed(job);
        int times = routeFailures.merge(job.key(), 1, Integer::sum);
        if (maxFailures > 0 && times >= maxFailures) {
            park(job);
        }
    }

    void park(CompletedJob job) {
        parked.add(job.key());
    }

    boolean isParked(CompletedJob job) {
        return parked.contains(job.key());
    }

    boolean hasNeverFailed(CompletedJob job) {
        return !lastFailures.containsKey(job.key());
    }

    /** Where the job's last failure stands among all; 0 for a job that never failed. */
    long lastFailure(CompletedJob job) {
        return lastFailures.getOrDefault(job.key(), 0L);
    }

    void forget(CompletedJob job) {
        routeFailures.remove(job.key());
        lastFailures.remove(job.key());
        reported.remove(job.key());
    }

    void forgetUnlisted(Collection<CompletedJob> completed) {
        Set<String> listed = completed.stream().map(CompletedJob::key).collect(Collectors.toSet());
        routeFailures.keySet().retainAll(listed);
        lastFailures.keySet().retainAll(listed);
        reported.keySet().retainAll(listed);
        parked.retainAll(listed);
    }

    int parked() {
        return parked.size();
    }
}
