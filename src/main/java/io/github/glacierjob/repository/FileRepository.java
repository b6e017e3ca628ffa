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
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository in a file that survives a crash: each change is a separate line with a checksum, appended and forced to
 * the disk before the call returns. An incomplete or damaged line is ignored. When most lines are outdated, a new file
 * without these lines is written and replaces the old file in one step. Thread-safe; one process at a time may use the
 * file.
 */
abstract class FileRepository extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(FileRepository.class);

    /** The number of outdated lines up to which no new file is written. */
    private static final int OUTDATED_LINES = 1000;

    private static final int MOST_LINKS = 40;

    private final String kind;
    private final String name;
    private final Map<String, String> states = new LinkedHashMap<>();
    private Path file;
    private Path place;
    private Journal journal;
    private int written;

    /**
     * Creates a repository without a file; set the file before the start.
     *
     * @param kind the kind of its lines, with a version
     * @param name the name of the file in messages
     */
    FileRepository(String kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    public String getFile() {
        return file == null ? null : file.toString();
    }

    /**
     * Sets the file; must be called before the start.
     *
     * @param file its path; the file and its directories are created if they are missing
     */
    public void setFile(String file) {
        this.file = Path.of(file);
    }

    final void setPath(Path path) {
        this.file = path;
    }

    /** The value of a key; null if the key has no value. */
    final synchronized String value(String key) {
        return states.get(key);
    }

    /**
     * Stores a value. It is on the disk when this returns.
     *
     * @param value the value; empty text removes the key
     * @return the previous value; null if the key had no value
     * @throws UncheckedIOException if the file cannot be written; the previous value stays
     */
    final synchronized String put(String key, String value) {
        requireStarted();
        String before = states.get(key);
        if (value.equals(before == null ? "" : before)) {
            return before;
        }
        try {
            journal.append(List.of(line(key, value)));
            keep(key, value);
            written++;
            if (written - states.size() > Math.max(OUTDATED_LINES, states.size())) {
                compact();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + key + " to the " + name + " " + file, e);
        }
        return before;
    }

    /** Removes all keys. */
    final synchronized void forgetAll() {
        requireStarted();
        Map<String, String> before = Map.copyOf(states);
        states.clear();
        try {
            compact();
        } catch (IOException e) {
            states.putAll(before);
            throw new UncheckedIOException("Cannot empty the " + name + " " + file, e);
        }
    }

    private void requireStarted() {
        if (journal == null) {
            throw new IllegalStateException("The repository in " + file + " is not started");
        }
    }

    private void keep(String key, String value) {
        if (value.isEmpty()) {
            states.remove(key);
        } else {
            states.put(key, value);
        }
    }

    private SealedLine line(String key, String value) {
        return SealedLine.of(kind, key, value);
    }

    @Override
    protected synchronized void doStart() throws Exception {
        super.doStart();
        Rejection.unless(file != null, "file", null, "must be the path of the " + name);
        place = real(file.toAbsolutePath());
        try {
            journal = new Journal(place, place.resolveSibling(place.getFileName() + ".lock"));
        } catch (OverlappingFileLockException e) {
            throw new IOException("The " + name + " " + file + " is in use by another repository", e);
        }
        load();
        compact();
    }

    /** Resolves symbolic links, so that a compact file does not replace a link, whose target may be on another volume. */
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
                line -> line.as(kind, state -> state).ifPresent(state -> keep(state.text(0), state.text(1))));
        if (damaged > 0) {
            LOG.warn("{} lines of {} are incomplete or damaged; they are ignored", damaged, file);
        }
    }

    /** Replaces the file by a file with only the present values. */
    private void compact() throws IOException {
        journal.compact(states.entrySet().stream()
                .map(state -> line(state.getKey(), state.getValue()))
                .toList());
        forceDirectory();
        written = states.size();
    }

    /** Forces the new name to the disk, so that it survives a power failure. Not every platform can open directories. */
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
