package io.github.glacierjob.internal.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Calculates the rate of the last hour, so that neither a slow start nor a single slow message decides. Not
 * thread-safe.
 */
final class HourlyRate {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** Shorter periods give no rate. */
    private static final Duration MIN_KNOWN = Duration.ofMinutes(10);

    /** The least time between two samples that are kept. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** The number of bytes that had been received at a moment. */
    private record Sample(Instant at, long bytes) {}

    HourlyRate(Instant begin, long bytes) {
        samples.add(new Sample(begin, bytes));
    }

    /** The present rate in bytes per second; empty if the period is too short. */
    OptionalDouble at(Instant time, long bytes) {
        Sample now = new Sample(time, bytes);
        Sample then = before(now);
        double seconds = Duration.between(then.at(), time).toMillis() / 1000.0;
        double rate = (bytes - then.bytes()) / seconds;
        return seconds >= (rate > 0 ? MIN_KNOWN : WINDOW).toSeconds()
                ? OptionalDouble.of(rate)
                : OptionalDouble.empty();
    }

    /** Adds a sample if the last one is old enough; returns the oldest sample that counts. */
    private Sample before(Sample now) {
        if (!now.at().isBefore(samples.getLast().at().plus(STEP))) {
            samples.add(now);
        }
        Sample oldest = samples.getFirst();
        while (samples.size() > 2 && oldest.at().isBefore(now.at().minus(WINDOW))) {
            samples.removeFirst();
            oldest = samples.getFirst();
        }
        return oldest;
    }
}
