package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The number of retries of a request and the waits between them. Immutable.
 *
 * @param maxRetries consecutive retries without progress, 0 or more
 * @param delay      upper bound of the wait before the first retry; doubles with each retry
 * @param maxDelay   upper bound of any wait
 */
public record RetryPolicy(int maxRetries, Duration delay, Duration maxDelay) {

    private static final int MOST_DOUBLINGS = 30;

    /** Refuses negative values. */
    public RetryPolicy {
        Rejection.unless(maxRetries >= 0, "maxRetries", maxRetries, "must be 0 or more");
        Rejection.unless(!delay.isNegative(), "retryDelay", delay.toMillis(), "must be 0 ms or more");
        Rejection.unless(
                maxDelay.compareTo(delay) >= 0, "maxRetryDelay", maxDelay.toMillis(), "must be at least retryDelay");
    }

    /**
     * Computes the wait before a retry: exponential backoff with full jitter.
     *
     * @param failures consecutive failures so far, 1 or more
     * @return between 0 and {@code delay * 2^(failures - 1)}, at most {@code maxDelay}
     */
    public Duration pause(int failures, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(-1, longest(failures).toMillis()) + 1);
    }

    /** The upper bound of the wait after a number of consecutive failures, 1 or more. */
    Duration longest(int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long most = maxDelay.toMillis();
        return Duration.ofMillis(delay.toMillis() > most >> doublings ? most : delay.toMillis() << doublings);
    }
}
