package io.github.glacierjob.internal.figures;

import io.github.glacierjob.snapshot.Traffic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Adds up durations by tier. Thread-safe. */
final class TierTimes {

    private final Map<String, Traffic.Times> times = new TreeMap<>();

    synchronized void add(String tier, Duration time) {
        if (!time.isNegative()) {
            double seconds = time.toMillis() / 1000.0;
            times.merge(
                    tier,
                    new Traffic.Times(1, seconds, seconds),
                    (a, b) -> new Traffic.Times(
                            a.count() + b.count(), a.seconds() + b.seconds(), Math.max(a.longest(), b.longest())));
        }
    }

    synchronized Map<String, Traffic.Times> toMap() {
        return new TreeMap<>(times);
    }
}
