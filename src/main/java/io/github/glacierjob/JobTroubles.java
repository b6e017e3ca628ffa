package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.JobOutputException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What went wrong with which job since the consumer's start: how often, whether it was reported, and whether the job is
 * parked, that is left alone until the next start. Thread-safe.
 */
final class JobTroubles {

    private final int maxFailures;
    private final Map<String, Integer> routeFailures = new ConcurrentHashMap<>();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private final Map<String, String> reported = new ConcurrentHashMap<>();
    private final Set<String> parked = ConcurrentHashMap.newKeySet();

    JobTroubles(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    /** Whether this cause is new for the job; asked once for each failure. */
    boolean isNews(CompletedJob job, Throwable cause) {
        String now = nameOf(cause);
        return !now.equals(reported.put(job.key(), now));
    }

    /** What stays the same when the same thing goes wrong again: no request id, no byte range. */
    private static String nameOf(Throwable cause) {
        String type = cause.getClass().getName();
        if (cause instanceof AwsServiceException answer) {
            return type + " " + answer.statusCode() + " " + Failure.codeOf(answer);
        }
        if (cause instanceof JobOutputException || cause instanceof SdkException) {
            return cause.getCause() == null ? type : type + " < " + nameOf(cause.getCause());
        }
        return type + ": " + cause.getMessage();
    }

    void failed(CompletedJob job) {
        touched.add(job.key());
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

    boolean isUntouched(CompletedJob job) {
        return !touched.contains(job.key());
    }

    void forget(CompletedJob job) {
        routeFailures.remove(job.key());
        touched.remove(job.key());
        reported.remove(job.key());
    }

    void forgetUnlisted(Collection<CompletedJob> completed) {
        Set<String> listed = completed.stream().map(CompletedJob::key).collect(Collectors.toSet());
        routeFailures.keySet().retainAll(listed);
        touched.retainAll(listed);
        reported.keySet().retainAll(listed);
        parked.retainAll(listed);
    }

    int parked() {
        return parked.size();
    }
}
