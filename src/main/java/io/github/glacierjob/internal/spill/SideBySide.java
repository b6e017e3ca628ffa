package io.github.glacierjob.internal.spill;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Joins two sorted sequences into one sequence of pairs: elements with the same key are in one pair. Used by one
 * thread.
 */
public final class SideBySide<L, R> implements Iterator<SideBySide.Pair<L, R>> {

    private final Iterator<L> left;
    private final Iterator<R> right;
    private final Function<L, String> leftKey;
    private final Function<R, String> rightKey;
    private final BinaryOperator<L> same;
    private L nextLeft;
    private R nextRight;

    /**
     * The pairs of two sequences.
     *
     * @param same  joins two elements on the left that have the same key
     * @param right elements with different keys
     */
    public SideBySide(
            Iterator<L> left,
            Function<L, String> leftKey,
            BinaryOperator<L> same,
            Iterator<R> right,
            Function<R, String> rightKey) {
        this.left = left;
        this.leftKey = leftKey;
        this.same = same;
        this.right = right;
        this.rightKey = rightKey;
        nextLeft = next(left);
        nextRight = next(right);
    }

    /**
     * The elements with one key.
     *
     * @param left  null if only the right sequence has the key
     * @param right null if only the left sequence has the key
     */
    public record Pair<L, R>(L left, R right) {}

    private static <T> T next(Iterator<T> things) {
        return things.hasNext() ? things.next() : null;
    }

    @Override
    public boolean hasNext() {
        return nextLeft != null || nextRight != null;
    }

    @Override
    public Pair<L, R> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int order = order();
        R onTheRight = order >= 0 ? takeRight() : null;
        return new Pair<>(order <= 0 ? takeLeft() : null, onTheRight);
    }

    /** Compares the next keys of the two sequences: negative if the left key is first, 0 if they are equal. */
    private int order() {
        if (nextLeft == null) {
            return 1;
        }
        return nextRight == null ? -1 : leftKey.apply(nextLeft).compareTo(rightKey.apply(nextRight));
    }

    private L takeLeft() {
        L taken = nextLeft;
        String key = leftKey.apply(taken);
        nextLeft = next(left);
        while (nextLeft != null && key.equals(leftKey.apply(nextLeft))) {
            taken = same.apply(taken, nextLeft);
            nextLeft = next(left);
        }
        return taken;
    }

    private R takeRight() {
        R taken = nextRight;
        nextRight = next(right);
        return taken;
    }
}
