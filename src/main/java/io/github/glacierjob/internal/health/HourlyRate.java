package io.github.glacierjob.internal.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** The rate of the last hour, so that neither a slow beginning nor a single slow message decides. Not thread-safe. */
final class HourlyRate {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** Shorter samples give no rate. */
    private static final Duration MIN_KNOWN = Duration.ofMinutes(10);

    /** Samples that are closer together count as one. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** How many bytes had been received when. */
    private record Sample(Instant at, long bytes) {}

    HourlyRate(Instant begin, long bytes) {
        samples.add(new Sample(begin, bytes));
    }

    /** Bytes per second up to now; empty as long as too little is known. */
    OptionalDouble at(Instant time, long bytes) {
        Sample now = new Sample(time, bytes);
        Sample then = before(now);
        double seconds = Duration.between(then.at(), time).toMillis() / 1000.0;
        double rate = (bytes - then.bytes()) / seconds;
        return seconds >= (rate > 0 ? MIN_KNOWN : WINDOW).toSeconds()
                ? OptionalDouble.of(rate)
                : OptionalDouble.empty();
    }

    /** The oldest sample that counts; two that are close together count as one. */
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
