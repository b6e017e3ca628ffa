package io.github.glacierjob.repository;

import java.nio.file.Path;
import org.apache.camel.spi.IdempotentRepository;

/**
 * A repository of consumed jobs in a file that survives a crash, for the option {@code idempotentRepository}: each job is
 * a separate line with a checksum, appended and forced to the disk before {@link #add} returns. An incomplete or damaged
 * line is ignored. Thread-safe; one process at a time may use the file. Calls throw an
 * {@link java.io.UncheckedIOException} if the file cannot be written.
 */
public class FileJobRepository extends FileRepository implements IdempotentRepository {

    private static final String CONSUMED = "consumed";
    private static final String NOTHING = "";

    /** Creates a repository without a file; set the file before the start. */
    public FileJobRepository() {
        super("consumed-1", "file of consumed jobs");
    }

    /**
     * Creates a repository in a file.
     *
     * @param file the file; it and its directories are created if they are missing
     */
    public FileJobRepository(Path file) {
        this();
        setPath(file);
    }

    @Override
    public boolean add(String key) {
        return put(key, CONSUMED) == null;
    }

    @Override
    public boolean contains(String key) {
        return value(key) != null;
    }

    @Override
    public boolean remove(String key) {
        return put(key, NOTHING) != null;
    }

    /** Returns true, because an added key counts at once. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        forgetAll();
    }
}
