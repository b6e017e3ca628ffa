package io.github.glacierjob.internal.range;

/**
 * How the time of a request was spent.
 *
 * @param waitedNanos   until its answer began
 * @param heldNanos     until there was room for the answer's bytes
 * @param receivedNanos until they were received
 */
public record Timing(long waitedNanos, long heldNanos, long receivedNanos) {

    /** A wait for room that is shorter than this does not count. */
    private static final long AT_ONCE = 1_000_000;

    static final Timing NONE = new Timing(0, 0, 0);

    /** Share of the time that passed before the answer began, from 0 to 1. */
    public double waited() {
        return (double) waitedNanos / Math.max(1, waitedNanos + receivedNanos);
    }

    /** Whether the answer was there before its room: then its bytes arrived in the buffers of the connection. */
    public boolean wasHeld() {
        return heldNanos > AT_ONCE;
    }
}
