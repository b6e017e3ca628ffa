package io.github.glacierjob.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one run.
 *
 * @param bytes       bytes of the outputs
 * @param seconds     from the first request to the verified end
 * @param cpuSeconds  processor time of the contestant's process, and of the programs that it ran
 * @param peakBytes   largest resident memory of the process, without other programs; 0 if it is not known
 * @param requests    requests that arrived
 * @param connections connections with these requests
 * @param sent        bytes of outputs that were sent
 * @param handshakes  TLS handshakes
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

    /** The run with the median rate. */
    static Figures middle(List<Figures> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Figures::rate))
                .toList()
                .get(runs.size() / 2);
    }
}
