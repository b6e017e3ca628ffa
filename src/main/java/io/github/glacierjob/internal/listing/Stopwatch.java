package io.github.glacierjob.internal.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures the time since a moment with two clocks: this machine's clock, which may be set, and a monotonic clock, which
 * may stop while the machine sleeps. Immutable.
 */
record Stopwatch(InstantSource clock, LongSupplier nanos, Instant begun, long begunNanos) {

    static Stopwatch start(InstantSource clock, LongSupplier nanos) {
        return new Stopwatch(clock, nanos, clock.instant(), nanos.getAsLong());
    }

    /** The longer of the two times. */
    Duration elapsed() {
        Duration byClock = Duration.between(begun, clock.instant());
        Duration monotonic = Duration.ofNanos(nanos.getAsLong() - begunNanos);
        return byClock.compareTo(monotonic) > 0 ? byClock : monotonic;
    }
}
