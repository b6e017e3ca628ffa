package io.github.glacierjob.simulator.fault;

/**
 * Decides how often a fault happens: it skips the first {@code skip} matching requests, then happens at each
 * {@code every}-th request with {@code probability}, {@code times} times (-1 = any number of times).
 */
public record FaultSchedule(long skip, long times, long every, double probability, long seed) {
    /** Happens once, at the first matching request. */
    public static final FaultSchedule ONCE = new FaultSchedule(0, 1, 1, 1, 0);

    /** Skips this number of matching requests. */
    public FaultSchedule withSkip(long count) {
        return new FaultSchedule(count, times, every, probability, seed);
    }

    /** Limits the number of times; -1 means any number. */
    public FaultSchedule withTimes(long count) {
        return new FaultSchedule(skip, count, every, probability, seed);
    }

    /** Happens at every {@code k}-th request, any number of times. */
    public FaultSchedule withEvery(long k) {
        return new FaultSchedule(skip, -1, k, probability, seed);
    }

    /** Happens with this probability, any number of times. */
    public FaultSchedule withProbability(double p, long newSeed) {
        return new FaultSchedule(skip, -1, every, p, newSeed);
    }
}
