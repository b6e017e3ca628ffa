package io.github.glacierjob.repository;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.camel.spi.StateRepository;

/**
 * A progress repository in a file that survives a crash: each state is a line of its own with a checksum, appended
 * and forced to the disk before {@link #setState} returns. A line that is torn or damaged is ignored. When most lines
 * are outdated, a new file without these lines is written and replaces the old file in one step. Thread-safe; one
 * process at a time may use the file.
 */
public class FileProgressRepository extends FileRepository implements StateRepository<String, String> {

    /** A repository whose file is yet to be set. */
    public FileProgressRepository() {
        super("state-1", "progress file");
    }

    /**
     * A repository in a file.
     *
     * @param file the file; it and its directories are made if they are missing
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
     * Remembers a state, on the disk before this returns.
     *
     * @param key   stands for a job
     * @param value its progress; empty text forgets the job
     * @throws UncheckedIOException if it cannot be written; the previous state stays
     */
    @Override
    public void setState(String key, String value) {
        put(key, value);
    }
}
