package io.github.glacierjob.internal.figures;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How much there was in the last minute. Thread-safe. */
final class RecentSum {

    private static final int SECONDS = 60;

    private final LongSupplier nanos;
    private final long begun;
    private final long[] sums = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    /** Nothing yet; by a clock that does not go back. */
    RecentSum(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - begun);
    }

    synchronized void add(long amount) {
        long second = second();
        int place = (int) (second % SECONDS);
        if (seconds[place] != second) {
            seconds[place] = second;
            sums[place] = 0;
        }
        sums[place] += amount;
    }

    synchronized long sum() {
        long now = second();
        long sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            sum += seconds[i] > now - SECONDS ? sums[i] : 0;
        }
        return sum;
    }

    /** What a second had; a time that is shorter than a minute counts as it is, one under a second as a second. */
    double perSecond() {
        return (double) sum() / Math.max(1, Math.min(SECONDS, second()));
    }
}
