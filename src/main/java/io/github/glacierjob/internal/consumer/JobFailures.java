package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Remembers the failures of each job since the consumer's start: how many there were, which were reported, and whether
 * the job is parked, which means skipped until the next start. Thread-safe.
 */
final class JobFailures {

    private static final int MAX_CAUSES = 50;

    /** The number of attempts after which a fault of this program is regarded as permanent. */
    private static final int MAX_FAULTS = 5;

    private final int maxFailures;
    private final Map<String, Integer> routeFailures = new ConcurrentHashMap<>();
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final Map<String, Long> lastFailures = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final Map<String, Set<String>> reported = new ConcurrentHashMap<>();
    private final Set<String> parked = ConcurrentHashMap.newKeySet();

    JobFailures(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    /** Whether this cause has not been reported for the job. */
    boolean isNew(String job, Throwable failure) {
        Set<String> known = reported.getOrDefault(job, Set.of());
        return known.size() < MAX_CAUSES && !known.contains(causeOf(failure));
    }

    /** Records that this cause was reported for the job. */
    void reported(String job, Throwable failure) {
        reported.computeIfAbsent(job, key -> ConcurrentHashMap.newKeySet()).add(causeOf(failure));
    }

    /**
     * A text that is equal for a failure and its repetition. Messages of downloads are left out because they contain
     * offsets and request ids.
     */
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

    /** Whether a report said that the service no longer knows the job. */
    boolean isKnownAsGone(CompletedJob job) {
        return Stream.of(job.key(), job.id())
                .flatMap(name -> reported.getOrDefault(name, Set.of()).stream())
                .anyMatch(cause -> cause.equals("404 ResourceNotFoundException")
                        || cause.startsWith(JobOutputExpiredException.class.getName()));
    }

    void failed(CompletedJob job) {
        lastFailures.put(job.key(), failures.incrementAndGet());
    }

    /**
     * Records a failure, and parks the job after several faults of this program, because a retry at each poll would fail
     * again.
     */
    void failedHere(CompletedJob job, Throwable failure) {
        failed(job);
        if (isFault(failure) && faults.merge(job.key(), 1, Integer::sum) >= MAX_FAULTS) {
            park(job);
        }
    }

    private static boolean isFault(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof IllegalArgumentException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ArithmeticException
                || failure instanceof DateTimeException
                || failure instanceof NoSuchElementException
                || failure instanceof StackOverflowError
                || failure instanceof LinkageError;
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

    /** Makes a parked job available again as if it had never failed; false if it is not parked. */
    boolean unpark(String jobId) {
        Set<String> keys =
                parked.stream().filter(key -> key.endsWith("/jobs/" + jobId)).collect(Collectors.toSet());
        forget(keys);
        return !keys.isEmpty();
    }

    boolean isParked(String job) {
        return parked.contains(job);
    }

    boolean hasNeverFailed(String job) {
        return !lastFailures.containsKey(job);
    }

    /** A copy of the failure order: for each failed job, the sequence number of its last failure. */
    Map<String, Long> lastFailures() {
        return Map.copyOf(lastFailures);
    }

    /** Forgets the failures of a job; a parked job stays parked. */
    void forget(CompletedJob job) {
        forgetFailures(Set.of(job.key()));
    }

    /** The keys of all jobs in this memory. */
    Set<String> remembered() {
        Set<String> jobs = new HashSet<>(lastFailures.keySet());
        jobs.addAll(reported.keySet());
        jobs.addAll(parked);
        return jobs;
    }

    void forget(Set<String> jobs) {
        forgetFailures(jobs);
        parked.removeAll(jobs);
    }

    private void forgetFailures(Set<String> jobs) {
        routeFailures.keySet().removeAll(jobs);
        faults.keySet().removeAll(jobs);
        lastFailures.keySet().removeAll(jobs);
        reported.keySet().removeAll(jobs);
    }

    int parked() {
        return parked.size();
    }
}
