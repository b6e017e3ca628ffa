package io.github.glacierjob.kill;

import java.util.function.BooleanSupplier;

/** The end of a life: a number of microseconds after a condition holds. */
record Moment(String name, BooleanSupplier come, long delayMicros) {

    @Override
    public String toString() {
        return delayMicros + " microseconds after " + name;
    }

    /** Never: the process ends normally. */
    static final Moment NEVER = new Moment("never", () -> false, 0);
}
