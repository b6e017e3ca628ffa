package io.github.glacierjob.internal.service;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays all requests of an endpoint when the service throttles. The pause grows with each throttled request that was
 * sent after the previous pause. After an answer it starts again at its shortest. Thread-safe.
 */
final class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    private final RetryPolicy policy;
    private final Pause pause;
    private final LongSupplier nanos;
    private int inARow;
    private int pauses;
    private long begun;
    private long longest;

    Throttle(RetryPolicy policy, Pause pause, LongSupplier nanos) {
        this.policy = policy;
        this.pause = pause;
        this.nanos = nanos;
    }

    /** Waits until a request may be sent: a random time between half of the pause and the whole pause. */
    void await() throws InterruptedException {
        Duration wait = remaining();
        while (!wait.isZero()) {
            pause.pause(wait);
            wait = remaining();
        }
    }

    private synchronized Duration remaining() {
        double share = ThreadLocalRandom.current().nextDouble();
        long least = longest - longest / 2;
        long left = least - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begun);
        return Duration.ofMillis(left <= 0 ? 0 : left + (long) ((longest - least) * share));
    }

    /** Sends a request, and adapts the pause to its answer. */
    <T> T send(Supplier<T> request) {
        int before = pauses();
        try {
            T answer = request.get();
            answered(before);
            return answer;
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.THROTTLED) {
                throttled(before);
            }
            throw e;
        }
    }

    private synchronized int pauses() {
        return pauses;
    }

    /**
     * Makes the next pause short again after an answer, unless the request was sent before the newest pause: then the
     * answer says nothing about the time after it.
     */
    private synchronized void answered(int before) {
        if (before == pauses) {
            inARow = 0;
        }
    }

    private synchronized void throttled(int before) {
        if (before == pauses) {
            pauses++;
            longest = policy.longest(++inARow).toMillis();
            begun = nanos.getAsLong();
            LOG.debug("Throttled {} times in a row: no request is sent for up to {} ms", inARow, longest);
        }
    }
}
