package io.github.glacierjob.kill;

import java.util.function.BooleanSupplier;

/** When a life ends: so many microseconds after something has come about. */
record Moment(String name, BooleanSupplier come, long delayMicros) {

    @Override
    public String toString() {
        return delayMicros + " microseconds after " + name;
    }

    /** Never: the life ends by itself. */
    static final Moment NEVER = new Moment("never", () -> false, 0);
}
