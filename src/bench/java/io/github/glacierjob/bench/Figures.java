package io.github.glacierjob.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run took.
 *
 * @param bytes       bytes of the outputs
 * @param seconds     from the first request to the verified end
 * @param cpuSeconds  of the contestant's process in that time, and of the programs that it ran
 * @param peakBytes   most resident memory of the process, without other programs; 0 where it is unknown
 * @param requests    requests that arrived
 * @param connections connections that they came on
 * @param sent        bytes of outputs that were sent
 * @param handshakes  connections that were made secure
 */
record Figures(
        long bytes,
        double seconds,
        double cpuSeconds,
        long peakBytes,
        long requests,
        long connections,
        long sent,
        long handshakes) {

    private static final double GB = 1e9;
    private static final double MB = 1e6;

    double rate() {
        return bytes / MB / seconds;
    }

    double cpuPerGigabyte() {
        return cpuSeconds / (bytes / GB);
    }

    double peakMegabytes() {
        return peakBytes / MB;
    }

    /** Percent of the bytes that were sent more than once. */
    double twice() {
        return 100.0 * Math.max(0, sent - bytes) / bytes;
    }

    static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The run in the middle, by rate. */
    static Figures middle(List<Figures> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Figures::rate))
                .toList()
                .get(runs.size() / 2);
    }
}
