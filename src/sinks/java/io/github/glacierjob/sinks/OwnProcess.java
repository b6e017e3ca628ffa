package io.github.glacierjob.sinks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program of this project in a separate process, so that its processor time can be measured alone. */
final class OwnProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader printed;
    private final BufferedWriter written;

    private OwnProcess(Process process) {
        this.process = process;
        this.printed = process.inputReader(StandardCharsets.UTF_8);
        this.written = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a server, whose errors are not of interest. */
    static OwnProcess server(Class<?> program, String... arguments) throws IOException {
        return start(program, ProcessBuilder.Redirect.DISCARD, arguments);
    }

    /** Starts a program whose errors are printed among those of this one. */
    static OwnProcess program(Class<?> program, String... arguments) throws IOException {
        return start(program, ProcessBuilder.Redirect.INHERIT, arguments);
    }

    private static OwnProcess start(Class<?> program, ProcessBuilder.Redirect errors, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new OwnProcess(new ProcessBuilder(command).redirectError(errors).start());
    }

    /** Sends it a line. */
    void send(String line) throws IOException {
        written.write(line);
        written.newLine();
        written.flush();
    }

    /** The text that it prints after a word; earlier lines are skipped. */
    String line(String word) throws IOException {
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).trim();
            }
        }
        throw new IOException("A process of this program has ended");
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        written.close();
        printed.close();
    }
}
