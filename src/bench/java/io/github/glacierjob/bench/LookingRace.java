package io.github.glacierjob.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Case o: the same retrieval in {@code chunks}, alternately with and without views, in one process. The service is in
 * this process. The views are: once a second the console as text and as JSON, JMX and a scrape of Prometheus, and each
 * event.
 */
final class LookingRace {

    private final Path directory;
    private final long size;
    private final int rounds;
    private final int warmUpSeconds;

    LookingRace(Path directory, long size, int rounds, int warmUpSeconds) {
        this.directory = directory;
        this.size = size;
        this.rounds = rounds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * CPU seconds for a gigabyte, of the process and of the thread that reads the views, and the share of the time in
     * which that thread works.
     */
    private record Pair(double alone, double lookedAt, double looking, double share) {

        static Pair of(String line) {
            String[] parts = line.split(" ");
            return new Pair(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]));
        }
    }

    void print(PrintStream out) throws IOException, InterruptedException {
        List<Pair> pairs = race();
        out.printf("%nCase o, %d pairs%n%n| | min | median | max |%n| --- | --- | --- | --- |%n", pairs.size());
        out.print(row("CPU s/GB, nobody looks", "%.3f", pairs, Pair::alone));
        out.print(row("CPU s/GB, looked at", "%.3f", pairs, Pair::lookedAt));
        out.print(row("looked at / nobody looks, of each pair", "%.3f", pairs, pair -> pair.lookedAt() / pair.alone()));
        out.print(row("CPU s/GB, of the thread that looks", "%.3f", pairs, Pair::looking));
        out.print(row("share of the time in which it works", "%.2f%%", pairs, pair -> 100 * pair.share()));
    }

    private static String row(String name, String format, List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        String cells = String.join(" | ", format, format, format);
        return String.format(
                Locale.ROOT,
                "| " + name + " | " + cells + " |%n",
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }

    private List<Pair> race() throws IOException, InterruptedException {
        try (Outputs outputs = new Outputs(new Race.Wire(0, 0, 0), 1, size, directory)) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms512m",
                    "-Xmx512m",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-Dorg.slf4j.simpleLogger.log.io.github.glacierjob=error",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LookingRacer.class.getName(),
                    Integer.toString(rounds),
                    Integer.toString(warmUpSeconds)));
            command.addAll(outputs.task());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("The retrievals failed");
            }
            return printed.lines().map(Pair::of).toList();
        }
    }
}
