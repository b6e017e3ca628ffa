package io.github.glacierjob.kill;

import java.util.BitSet;

/** The received bytes of an archive, and the number of bytes that were received more than once. */
final class Tally {

    private final BitSet seen = new BitSet();
    private long again;

    void add(long start, long count) {
        int from = Math.toIntExact(start);
        int to = Math.toIntExact(start + count);
        again += seen.get(from, to).cardinality();
        seen.set(from, to);
    }

    long distinct() {
        return seen.cardinality();
    }

    long again() {
        return again;
    }
}
