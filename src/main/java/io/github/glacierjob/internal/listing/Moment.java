package io.github.glacierjob.internal.listing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A point in the order of what this process does: each is later than all that were taken before. No clock is read, so that
 * none can be set or stand still between two of them. Immutable.
 */
public record Moment(long order) {

    /** Before everything. */
    public static final Moment START = new Moment(0);

    private static final AtomicLong LAST = new AtomicLong();

    public static Moment now() {
        return new Moment(LAST.incrementAndGet());
    }

    public boolean isAfter(Moment other) {
        return order > other.order;
    }

    static Moment later(Moment one, Moment other) {
        return one.isAfter(other) ? one : other;
    }
}
