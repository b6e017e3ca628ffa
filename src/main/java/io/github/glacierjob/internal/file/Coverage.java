package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tracks the verified ranges of a file: all ranges before a position, of which only the hash is kept, and some ranges
 * after it. Not thread-safe.
 */
final class Coverage {

    private final RangePlan plan;
    private final boolean hashed;
    private final SubtreeRoots prefix = new SubtreeRoots();
    private final Map<Long, RecordedRange> later = new TreeMap<>();
    private long position;
    private long reach;
    private volatile long bytes;
    private boolean begun;
    private Proof weakest = Proof.range;

    /**
     * Creates an empty coverage. It computes a hash only for a whole output, because only then the ranges are nodes of
     * its hash tree.
     */
    Coverage(RangePlan plan, boolean hashed) {
        this.plan = plan;
        this.hashed = hashed;
        this.position = plan.whole().start();
    }

    /** Adds a range; ignores a range that is not in the plan or is present already. */
    void add(RecordedRange recorded) {
        ByteRange range = recorded.range();
        boolean planned = range.start() >= plan.whole().start()
                && (range.start() <= plan.whole().end() || range.length() == 0)
                && plan.from(range.start()).equals(range);
        if (!planned || has(range)) {
            return;
        }
        begun = true;
        reach = Math.max(reach, range.end() + 1 - plan.whole().start());
        weakest = recorded.proof() == Proof.range ? weakest : Proof.length;
        bytes = bytes + range.length();
        later.put(range.start(), recorded);
        for (RecordedRange next = later.remove(position); next != null; next = later.remove(position)) {
            position = next.range().end() + 1;
            if (hashed) {
                prefix.append(next.subtrees());
            }
        }
    }

    boolean has(ByteRange range) {
        return begun && (range.length() == 0 || range.start() < position || later.containsKey(range.start()));
    }

    boolean isComplete() {
        return begun && position > plan.whole().end();
    }

    /** The number of verified bytes; any thread may call this. */
    long bytes() {
        return bytes;
    }

    /** The smallest length that the file must have. */
    long reach() {
        return reach;
    }

    /** The weakest proof of all ranges. */
    Proof proof() {
        return weakest;
    }

    /** The hash of the whole output, once it is complete. */
    String treeHash() {
        return prefix.treeHash();
    }
}
