package io.github.glacierjob.simulator.fault;

/**
 * How often a fault happens: not to the first {@code skip} matching requests, then to each {@code every}-th with
 * {@code probability}, {@code times} times (-1 = without end).
 */
public record FaultSchedule(long skip, long times, long every, double probability, long seed) {
    /** At the first matching request. */
    public static final FaultSchedule ONCE = new FaultSchedule(0, 1, 1, 1, 0);

    /** Not before so many have passed. */
    public FaultSchedule withSkip(long count) {
        return new FaultSchedule(count, times, every, probability, seed);
    }

    /** So many times; -1 means without end. */
    public FaultSchedule withTimes(long count) {
        return new FaultSchedule(skip, count, every, probability, seed);
    }

    /** At every {@code k}-th, without end. */
    public FaultSchedule withEvery(long k) {
        return new FaultSchedule(skip, -1, k, probability, seed);
    }

    /** With this probability, without end. */
    public FaultSchedule withProbability(double p, long newSeed) {
        return new FaultSchedule(skip, -1, every, p, newSeed);
    }
}
