package io.github.glacierjob.internal.range;

/**
 * The times of a request.
 *
 * @param waitedNanos   the wait until its answer began
 * @param heldNanos     the wait until there was room for the answer's bytes
 * @param receivedNanos the time to receive the bytes
 */
public record Timing(long waitedNanos, long heldNanos, long receivedNanos) {

    /** The longest wait for room that counts as no wait. */
    private static final long AT_ONCE = 1_000_000;

    static final Timing NONE = new Timing(0, 0, 0);

    /** The share of the time before the answer began, from 0 to 1. */
    public double waited() {
        return (double) waitedNanos / Math.max(1, waitedNanos + receivedNanos);
    }

    /** Whether the answer waited for room; then its first bytes arrived in the buffers of the connection. */
    public boolean wasHeld() {
        return heldNanos > AT_ONCE;
    }
}
