package io.github.glacierjob.internal.figures;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Adds up the values of the last minute. Thread-safe. */
final class RecentSum {

    private static final int SECONDS = 60;

    private final LongSupplier nanos;
    private final long begun;
    private final long[] sums = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    /**
     * An empty sum.
     *
     * @param nanos a clock that never goes back
     */
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

    /**
     * The average of a second in the last minute. After less than a minute, it is the average since the start; less
     * than a second counts as a second.
     */
    double perSecond() {
        return (double) sum() / Math.max(1, Math.min(SECONDS, second()));
    }
}
