package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Timing;

/**
 * How many ranges are asked for before there is memory for them, so that the waits for the first bytes of the answers overlap.
 * Not thread-safe.
 */
final class EarlyRequests {

    /** A wait that is not worth it. */
    private static final double SHORT_NANOS = 10e6;

    /** How many of the last ranges decide about the next. */
    private static final int REMEMBERED = 8;

    /** Rounds without early requests after one that was of no use. */
    private static final int LONG_REST = 16;

    private final int parallelism;
    private final int most;
    private double waitedNanos;
    private double receivedNanos = 1;
    private int readyInARow;
    private int rest;

    EarlyRequests(DownloadSettings settings) {
        this.parallelism = settings.parallelism();
        this.most = settings.early();
    }

    /** As many as keep {@code parallelism} answers arriving; none for a reader who is slower than they arrive. */
    int count() {
        boolean isReaderSlower = readyInARow >= 2 * parallelism;
        if (isReaderSlower || rest > 0 || waitedNanos < SHORT_NANOS) {
            return 0;
        }
        return (int) Math.min(most, Math.round(parallelism * waitedNanos / receivedNanos));
    }

    /** There was no memory for an answer for too long: such requests are of no use for a while. */
    void dropped() {
        rest = LONG_REST * parallelism;
    }

    /** Takes note of a range that is delivered, and whether it was ready when it was asked for. */
    void learn(boolean ready, Timing timing) {
        readyInARow = ready ? readyInARow + 1 : 0;
        rest = Math.max(0, rest - 1);
        if (!timing.wasHeld()) {
            waitedNanos += (timing.waitedNanos() - waitedNanos) / REMEMBERED;
            receivedNanos += (timing.receivedNanos() - receivedNanos) / REMEMBERED;
        }
    }
}
