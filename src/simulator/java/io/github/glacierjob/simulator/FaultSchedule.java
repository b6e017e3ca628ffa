package io.github.glacierjob.simulator;

/**
 * How often a fault happens: not to the first {@code skip} matching requests, then to each {@code every}-th with
 * {@code probability}, {@code times} times (-1 = without end).
 */
record FaultSchedule(long skip, long times, long every, double probability, long seed) {
    static final FaultSchedule ONCE = new FaultSchedule(0, 1, 1, 1, 0);

    FaultSchedule withSkip(long count) {
        return new FaultSchedule(count, times, every, probability, seed);
    }

    FaultSchedule withTimes(long count) {
        return new FaultSchedule(skip, count, every, probability, seed);
    }

    FaultSchedule withEvery(long k) {
        return new FaultSchedule(skip, -1, k, probability, seed);
    }

    FaultSchedule withProbability(double p, long newSeed) {
        return new FaultSchedule(skip, -1, every, p, newSeed);
    }
}
