package io.github.glacierjob.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Samples of a heap: each line has the time and the bytes in use after a collection. */
final class Heap {

    private Heap() {}

    /**
     * The slope of the line through the samples of the second half of the run; in the first half, objects are created
     * for the first use.
     */
    static long growth(Path file) throws IOException {
        List<long[]> all = Files.readAllLines(file).stream()
                .map(line -> line.split(" "))
                .map(words -> new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])})
                .toList();
        List<long[]> samples = all.subList(all.size() / 2, all.size());
        double time = mean(samples, 0);
        double used = mean(samples, 1);
        double covariance = 0;
        double variance = 0;
        for (long[] sample : samples) {
            covariance += (sample[0] - time) * (sample[1] - used);
            variance += (sample[0] - time) * (sample[0] - time);
        }
        long span = samples.get(samples.size() - 1)[0] - samples.get(0)[0];
        return variance == 0 ? 0 : Math.round(covariance / variance * span);
    }

    private static double mean(List<long[]> samples, int column) {
        return samples.stream().mapToLong(sample -> sample[column]).average().orElse(0);
    }
}
