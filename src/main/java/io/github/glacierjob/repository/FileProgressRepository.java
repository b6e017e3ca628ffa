package io.github.glacierjob.repository;

import io.github.glacierjob.internal.text.Journal;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.text.SealedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A progress repository in a file that survives a crash: each state is a line of its own with a checksum, appended
 * and forced to the disk before {@link #setState} returns. A line that is torn or damaged is ignored. When most lines
 * are outdated, a new file without these lines is written and replaces the old file in one step. Thread-safe; one
 * process at a time may use the file.
 */
public class FileProgressRepository extends ServiceSupport implements StateRepository<String, String> {

    private static final Logger LOG = LoggerFactory.getLogger(FileProgressRepository.class);

    /** The number of outdated lines up to which no new file is written. */
    private static final int OUTDATED_LINES = 1000;

    private static final String KIND = "state-1";

    private static final int MOST_LINKS = 40;

    private final Map<String, String> states = new LinkedHashMap<>();
    private Path file;
    private Path place;
    private Journal journal;
    private int written;

    /** A repository whose file is yet to be set. */
    public FileProgressRepository() {}

    /**
     * A repository in a file.
     *
     * @param file the file; it and its directories are made if they are missing
     */
    public FileProgressRepository(Path file) {
        this.file = file;
    }

    public String getFile() {
        return file == null ? null : file.toString();
    }

    /**
     * The file, to be set before the start.
     *
     * @param file its path; it and its directories are made if they are missing
     */
    public void setFile(String file) {
        this.file = Path.of(file);
    }

    @Override
    public synchronized String getState(String key) {
        return states.get(key);
    }

    /**
     * Remembers a state, on the disk before this returns.
     *
     * @param key   stands for a job
     * @param value its progress; empty text forgets the job
     * @throws UncheckedIOException if it cannot be written; the previous state stays
     */
    @Override
    public synchronized void setState(String key, String value) {
        if (journal == null) {
            throw new IllegalStateException("The repository in " + file + " is not started");
        }
        try {
            journal.append(List.of(line(key, value)));
            keep(key, value);
            written++;
            if (written - states.size() > Math.max(OUTDATED_LINES, states.size())) {
                compact();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the progress of " + key + " to " + file, e);
        }
    }

    private void keep(String key, String value) {
        if (value.isEmpty()) {
            states.remove(key);
        } else {
            states.put(key, value);
        }
    }

    private static SealedLine line(String key, String value) {
        return SealedLine.of(KIND, key, value);
    }

    @Override
    protected synchronized void doStart() throws Exception {
        super.doStart();
        if (file == null) {
            throw Rejection.of("file", null, "must be the path of the progress file");
        }
        place = real(file.toAbsolutePath());
        try {
            journal = new Journal(place, place.resolveSibling(place.getFileName() + ".lock"));
        } catch (OverlappingFileLockException e) {
            throw new IOException("The progress file " + file + " is in use by another repository", e);
        }
        load();
        compact();
    }

    /** Behind links, so that a compact file does not replace a link: its target may be on another volume. */
    private static Path real(Path path) throws IOException {
        Path place = path;
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        Files.createDirectories(place.getParent());
        return place.getParent().toRealPath().resolve(place.getFileName());
    }

    private void load() throws IOException {
        states.clear();
        int damaged = journal.read(
                line -> line.as(KIND, state -> state).ifPresent(state -> keep(state.text(0), state.text(1))));
        if (damaged > 0) {
            LOG.warn("{} lines of {} are torn or damaged and are ignored", damaged, file);
        }
    }

    /** Leaves what counts. */
    private void compact() throws IOException {
        journal.compact(states.entrySet().stream()
                .map(state -> line(state.getKey(), state.getValue()))
                .toList());
        forceDirectory();
        written = states.size();
    }

    /** Makes the new name survive a power failure; not every platform can open directories. */
    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(place.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.debug("The directory of {} cannot be forced to the disk", file, e);
        }
    }

    @Override
    protected synchronized void doStop() throws Exception {
        if (journal != null) {
            journal.close();
            journal = null;
        }
        super.doStop();
    }
}
