package io.github.glacierjob.repository;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.camel.spi.StateRepository;

/**
 * A progress repository in a file that survives a crash: each state is a separate line with a checksum, appended and
 * forced to the disk before {@link #setState} returns. An incomplete or damaged line is ignored. When most lines are
 * outdated, a new file without these lines is written and replaces the old file in one step. Thread-safe; one process at
 * a time may use the file.
 */
public class FileProgressRepository extends FileRepository implements StateRepository<String, String> {

    /** Creates a repository without a file; set the file before the start. */
    public FileProgressRepository() {
        super("state-1", "progress file");
    }

    /**
     * Creates a repository in a file.
     *
     * @param file the file; it and its directories are created if they are missing
     */
    public FileProgressRepository(Path file) {
        this();
        setPath(file);
    }

    @Override
    public String getState(String key) {
        return value(key);
    }

    /**
     * Stores a state. It is on the disk when this returns.
     *
     * @param key   the key of a job
     * @param value its progress; empty text removes the job
     * @throws UncheckedIOException if the file cannot be written; the previous state stays
     */
    @Override
    public void setState(String key, String value) {
        put(key, value);
    }
}
