package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ranges that a file still needs, in order. A request takes several cells of the grid together, as one node of the
 * output's hash tree, where waiting for the first byte costs too much of its time. Not thread-safe.
 */
final class MissingRanges {

    /** Bytes in a request that takes several cells: what a crash may cost for each. */
    static final long LONGEST = 64L << 20;

    /** Of a request's time, that may pass before its first byte. */
    private static final double SHORT_WAIT = 0.0625;

    /** Rounds of requests that are left at least when they get longer, so that they end together. */
    private static final int ROUNDS = 4;

    private final RangePlan plan;
    private final Predicate<ByteRange> there;
    private final int parallelism;
    private long length;
    private long position;

    /** What of a plan is not there yet, for so many requests at a time. */
    MissingRanges(RangePlan plan, Predicate<ByteRange> there, int parallelism) {
        this.plan = plan;
        this.there = there;
        this.parallelism = parallelism;
        this.length = plan.chunkSize();
        this.position = plan.whole().start();
    }

    /** The next one, which is not returned again. */
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

    /** The service has a hash for the nodes of the tree only; and the other requests need work as well. */
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
     * Makes the requests longer, if one of the present length waited for too much of its time (a share from
     * 0 to 1) and there is enough to do.
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
