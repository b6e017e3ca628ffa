package io.github.glacierjob.internal.listing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moment in the order of this process's actions: each moment is later than all moments before it. It is a counter and
 * not a clock, because a clock can be set or stop. Immutable.
 */
public record Moment(long order) {

    /** The moment before all others. */
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
