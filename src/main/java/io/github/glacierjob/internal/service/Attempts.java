package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Causes;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;

/** Counts the consecutive failures of one piece of work and waits between them. Not thread-safe. */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** The number of retries for an unknown host if the service has never answered, because the name may be wrong. */
    private static final int TRIES_OF_A_NAME = 2;

    private final RetryPolicy policy;
    private final Pause pause;
    private final Throttle throttle;
    private final BooleanSupplier reached;
    private final Consumer<Failure> retried;
    private int failures;

    /**
     * Creates the counter.
     *
     * @param reached whether the service has ever answered
     * @param retried called with the cause of each retry
     */
    Attempts(RetryPolicy policy, Pause pause, Throttle throttle, BooleanSupplier reached, Consumer<Failure> retried) {
        this.policy = policy;
        this.pause = pause;
        this.throttle = throttle;
        this.reached = reached;
        this.retried = retried;
    }

    /**
     * Waits until the endpoint may send its next request: at once, unless the service has throttled it.
     *
     * @throws AbortedException if this process is stopping
     */
    public void ready() {
        try {
            throttle.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Stopped while the service throttled requests", e);
        }
    }

    /** Records progress: the count of failures starts again at zero. */
    public void progressed() {
        failures = 0;
    }

    /** Whether no retry is left, for any failure. */
    public boolean areUsedUp() {
        return failures >= policy.maxRetries();
    }

    /**
     * Decides whether to retry, and waits before the retry. After a throttling, {@link #ready()} waits instead.
     *
     * @return false if a retry cannot help, no retry is left, or this process is stopping
     */
    public boolean again(Throwable failure) {
        Failure kind = Failure.of(failure);
        if (failures >= TRIES_OF_A_NAME && !reached.getAsBoolean() && Causes.has(failure, UnknownHostException.class)) {
            return false;
        }
        boolean again =
                kind == Failure.THROTTLED ? ++failures <= policy.maxRetries() : kind.isRetried() && pauses(failure);
        if (again) {
            retried.accept(kind);
        }
        return again;
    }

    /**
     * Waits before the next try, for any reason.
     *
     * @param reason for the log
     * @return false if no retry is left, or this process is stopping
     */
    public boolean pauses(Object reason) {
        if (++failures > policy.maxRetries()) {
            return false;
        }
        Duration wait = policy.pause(failures, ThreadLocalRandom.current());
        LOG.debug("Try {} of {} in {} ms after {}", failures, policy.maxRetries(), wait.toMillis(), reason);
        try {
            pause.pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
