package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Returns the ranges that a file still needs, in order. If the wait for the first byte takes too large a share of a
 * request, a request covers several cells of the grid, as one node of the output's hash tree. Not thread-safe.
 */
final class MissingRanges {

    /** The most bytes in a request for several cells. A crash may lose this number of bytes of each request. */
    static final long LONGEST = 64L << 20;

    /** The accepted share of a request's time before its first byte. */
    private static final double SHORT_WAIT = 0.0625;

    /**
     * The fewest rounds of requests that must be left when requests get longer, so that all end at about the same time.
     */
    private static final int ROUNDS = 4;

    private final RangePlan plan;
    private final Predicate<ByteRange> there;
    private final int parallelism;
    private long length;
    private long position;

    /**
     * Creates the list for a plan; {@code there} accepts the ranges that exist, {@code parallelism} is the number of
     * requests at a time.
     */
    MissingRanges(RangePlan plan, Predicate<ByteRange> there, int parallelism) {
        this.plan = plan;
        this.there = there;
        this.parallelism = parallelism;
        this.length = plan.chunkSize();
        this.position = plan.whole().start();
    }

    /** Returns the next missing range, each range once. */
    Optional<ByteRange> next() {
        while (position <= plan.whole().end() || plan.whole().length() == 0 && position == 0) {
            ByteRange cell = plan.from(position);
            if (!there.test(cell)) {
                return Optional.of(taken(withFollowers(cell)));
            }
            taken(cell);
        }
        return Optional.empty();
    }

    private ByteRange taken(ByteRange range) {
        position = Math.max(range.end(), position) + 1;
        return range;
    }

    private ByteRange withFollowers(ByteRange cell) {
        long most = length;
        while (most > cell.length() && !isMissingNode(cell.start(), most)) {
            most /= 2;
        }
        return most > cell.length() ? new ByteRange(cell.start(), cell.start() + most - 1) : cell;
    }

    /**
     * Whether one request may cover these bytes: they are one node of the hash tree, because the service has hashes only
     * for nodes; enough bytes are left for the other requests; and all cells are missing.
     */
    private boolean isMissingNode(long start, long bytes) {
        long end = start + bytes - 1;
        return start % bytes == 0
                && end <= plan.whole().end()
                && bytes * parallelism <= left()
                && plan.rangesFrom(start).takeWhile(cell -> cell.end() <= end).noneMatch(there);
    }

    private long left() {
        return plan.whole().end() + 1 - position;
    }

    /**
     * Makes later requests longer if a request of the present length waited for too large a share of its time (0 to 1)
     * and enough bytes are left.
     */
    void learn(ByteRange fetched, double waited) {
        long longer = 2 * length;
        if (waited > SHORT_WAIT
                && fetched.length() == length
                && longer <= LONGEST
                && left() >= ROUNDS * parallelism * longer) {
            length = longer;
        }
    }
}
