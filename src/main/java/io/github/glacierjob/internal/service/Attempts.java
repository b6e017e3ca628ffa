package io.github.glacierjob.internal.service;

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

    /** How often a host that is not known is tried again if the service has never answered: the name may be wrong. */
    private static final int TRIES_OF_A_NAME = 2;

    private final RetryPolicy policy;
    private final Pause pause;
    private final Throttle throttle;
    private final BooleanSupplier reached;
    private final Consumer<Failure> retried;
    private int failures;

    /**
     * Begins to count.
     *
     * @param reached whether the service has ever answered
     * @param retried is called with the cause of each further try
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
     * @throws AbortedException if this side is stopping
     */
    public void ready() {
        try {
            throttle.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Stopped while the service wanted fewer requests", e);
        }
    }

    /** There was progress: the count begins again at zero. */
    public void progressed() {
        failures = 0;
    }

    /** Whether there is no further try, whatever the failure. */
    public boolean areUsedUp() {
        return failures >= policy.maxRetries();
    }

    /**
     * Decides whether to try again, and waits if so; after a throttling it is {@link #ready()} that waits.
     *
     * @return false if another try cannot help, the tries are used up, or this side is stopping
     */
    public boolean again(Throwable failure) {
        Failure kind = Failure.of(failure);
        if (failures >= TRIES_OF_A_NAME && !reached.getAsBoolean() && Failure.isUnknownHost(failure)) {
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
     * Waits before the next try, whatever the reason.
     *
     * @param reason for the log
     * @return false if the tries are used up, or this side is stopping
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
