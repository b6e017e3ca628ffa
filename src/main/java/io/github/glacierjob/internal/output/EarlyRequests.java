package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Timing;

/**
 * Decides how many ranges are requested before there is memory for them, so that the waits for the first bytes of the
 * answers overlap. Not thread-safe.
 */
final class EarlyRequests {

    /** Waits below this are too short for early requests. */
    private static final double SHORT_NANOS = 10e6;

    /** The number of recent ranges in the average. */
    private static final int REMEMBERED = 8;

    /** The number of rounds without early requests after an early request was dropped. */
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

    /**
     * The number of early requests that keeps {@code parallelism} answers arriving; 0 if the reader is slower than the
     * answers.
     */
    int count() {
        boolean isReaderSlower = readyInARow >= 2 * parallelism;
        if (isReaderSlower || rest > 0 || waitedNanos < SHORT_NANOS) {
            return 0;
        }
        return (int) Math.min(most, Math.round(parallelism * waitedNanos / receivedNanos));
    }

    /** Stops early requests for a while, because an answer waited too long for memory. */
    void dropped() {
        rest = LONG_REST * parallelism;
    }

    /** Learns from a delivered range; {@code ready} means that it was complete when the reader wanted it. */
    void learn(boolean ready, Timing timing) {
        readyInARow = ready ? readyInARow + 1 : 0;
        rest = Math.max(0, rest - 1);
        if (!timing.wasHeld()) {
            waitedNanos += (timing.waitedNanos() - waitedNanos) / REMEMBERED;
            receivedNanos += (timing.receivedNanos() - receivedNanos) / REMEMBERED;
        }
    }
}
