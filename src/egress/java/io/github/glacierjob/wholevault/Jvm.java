package io.github.glacierjob.wholevault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts processes with the class path of this one. */
final class Jvm {

    /** With the default sizes, eight archives at the same time need up to 320 MiB. */
    private static final String HEAP = "-Xmx512m";

    private static final Duration TIME = Duration.ofMinutes(1);

    private Jvm() {}

    static Process start(Path log, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", HEAP));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Pauses a process, and returns when none of its threads runs any more. */
    static void pause(Process process) throws IOException, InterruptedException {
        signal(process, "STOP");
        await().atMost(TIME).until(() -> isPaused(process));
    }

    /** Lets a paused process continue; a process that is not paused just goes on. */
    static void resume(Process process) throws IOException, InterruptedException {
        signal(process, "CONT");
    }

    /** Whether the system reports each thread as stopped by a signal. */
    private static boolean isPaused(Process process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Sends a signal by its name, such as STOP. */
    private static void signal(Process process, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " " + process.pid() + " ended with " + exit);
        }
    }
}
