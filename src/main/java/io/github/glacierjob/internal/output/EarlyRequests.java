package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Timing;

/**
 * How many ranges are requested before there is memory for them, so that the waits for the first bytes of the answers
 * overlap. Not thread-safe.
 */
final class EarlyRequests {

    /** Waits below this are too short for early requests. */
    private static final double SHORT_NANOS = 10e6;

    /** How many of the last ranges decide about the next. */
    private static final int REMEMBERED = 8;

    /** Rounds without early requests after an early request that was dropped. */
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

    /** As many as keep {@code parallelism} answers arriving; none if the reader is slower than the answers. */
    int count() {
        boolean isReaderSlower = readyInARow >= 2 * parallelism;
        if (isReaderSlower || rest > 0 || waitedNanos < SHORT_NANOS) {
            return 0;
        }
        return (int) Math.min(most, Math.round(parallelism * waitedNanos / receivedNanos));
    }

    /** An answer had no memory for too long: no early requests for a while. */
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
