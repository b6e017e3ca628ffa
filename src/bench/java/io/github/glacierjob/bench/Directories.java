package io.github.glacierjob.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The directories for the files of the contestants. */
final class Directories {

    private Directories() {}

    /** Removes the files in the directory; it has no subdirectories. */
    static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
