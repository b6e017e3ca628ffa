package io.github.glacierjob.internal.ledger;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.repository.FileJobRepository;
import io.github.glacierjob.repository.FileProgressRepository;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Opens the directory of the option stateDirectory, with a file for progress and a file for consumed jobs. All endpoints
 * of a context with the same directory share it; it refuses another context or process. Thread-safe.
 */
public final class StateDirectory {

    private final Path directory;
    private final FileProgressRepository progress;
    private final FileJobRepository consumed;

    private StateDirectory(Path directory) {
        this.directory = directory;
        this.progress = new FileProgressRepository(directory.resolve("progress"));
        this.consumed = new FileJobRepository(directory.resolve("consumed"));
    }

    /** The directories of a context. */
    private record OfContext(Map<Path, StateDirectory> directories) {}

    public static StateDirectory of(CamelContext context, String directory) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        synchronized (extension) {
            OfContext known = extension.getContextPlugin(OfContext.class);
            if (known == null) {
                known = new OfContext(new ConcurrentHashMap<>());
                extension.addContextPlugin(OfContext.class, known);
            }
            return known.directories()
                    .computeIfAbsent(Path.of(directory).toAbsolutePath().normalize(), StateDirectory::new);
        }
    }

    FileProgressRepository progress() {
        return progress;
    }

    FileJobRepository consumed() {
        return consumed;
    }

    /** Creates the directory if it is missing, and checks that it is writable. */
    void make() throws IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
    }

    /** The exception for a failed start; its message names the option. */
    IllegalStateException refusal(Exception failure) {
        Throwable root = failure;
        while (root.getCause() instanceof IOException deeper) {
            root = deeper;
        }
        return new IllegalStateException(
                "stateDirectory: '" + Rejection.printable(directory.toString())
                        + "' must be a directory that can be made and written to, and that no other application uses: give"
                        + " each application a directory of its own; the cause is "
                        + Rejection.printable(root.toString()),
                failure);
    }
}
