package io.github.glacierjob.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The peaks of memory in this build, in a file of its target directory. */
final class MemoryReport {

    private MemoryReport() {}

    /** Adds a line; {@code peak} is {@code peak} and bytes. */
    static void add(String what, String peak) throws IOException {
        long bytes = Long.parseLong(peak.replace("peak ", ""));
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("memory.txt"),
                String.format(Locale.ROOT, "[memory] %s: at most %d MiB resident%n", what, bytes >> 20),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
