package io.github.glacierjob.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contestant in a separate JVM, which runs any number of races. Not thread-safe. */
final class RacerProcess implements Closeable {

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader printed;

    /** Starts the contestant and waits until it is warm. */
    RacerProcess(Contestant contestant, Race race, Outputs warmUps) throws IOException {
        this.contestant = contestant;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(System.getProperty("bench.jvm", "-Xms512m -Xmx512m").split(" ")));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("javax.net.ssl."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "-Daws.java.v1.disableDeprecationAnnouncement=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-D" + MtGlacierRetrieval.SCRIPT + "=" + System.getProperty(MtGlacierRetrieval.SCRIPT, ""),
                "-cp",
                System.getProperty("java.class.path"),
                Racer.class.getName(),
                contestant.name(),
                Integer.toString(race.ranges.chunkSize()),
                Integer.toString(race.ranges.parallelism()),
                Integer.getInteger("bench.warmup", race.load.warmUp()).toString()));
        command.addAll(warmUps.task());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        printed = process.inputReader(StandardCharsets.UTF_8);
        await("ready");
    }

    private void await(String line) throws IOException {
        while (!line.equals(read())) {}
    }

    private String read() throws IOException {
        String line = printed.readLine();
        if (line == null) {
            throw new IllegalStateException(contestant + " failed");
        }
        return line;
    }

    /** The seconds, the CPU seconds and the peak of the resident bytes of a race. */
    double[] race(Outputs outputs) throws IOException {
        process.getOutputStream().write((String.join("\t", outputs.task()) + '\n').getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String[] figures = read().split(" ");
        return List.of(figures).stream().mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
