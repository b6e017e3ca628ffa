package io.github.glacierjob.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A progress repository in a file that survives a crash: each state is a line of its own with a checksum, appended and
 * forced to the disk before {@link #setState} returns. A line that is torn or damaged is passed over. When most lines are
 * outdated, the file is written anew beside the old one and takes its place in one step. Thread-safe; one process at a time
 * may use the file.
 */
public class FileProgressRepository extends ServiceSupport implements StateRepository<String, String> {

    private static final Logger LOG = LoggerFactory.getLogger(FileProgressRepository.class);

    /** Outdated lines that are not worth a new file. */
    private static final int OUTDATED_LINES = 1000;

    private final Map<String, String> states = new LinkedHashMap<>();
    private Path file;
    private FileChannel lines;
    private FileChannel lockFile;
    private FileLock lock;
    private int written;

    /** A repository whose file is yet to be set. */
    public FileProgressRepository() {}

    /**
     * A repository in a file.
     *
     * @param file the file; it and its directories are made if there are none
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
     * @param file its path; it and its directories are made if there are none
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
     * @param value its progress, a single line; empty text forgets the job
     * @throws UncheckedIOException if it cannot be written; the state before stays
     */
    @Override
    public synchronized void setState(String key, String value) {
        if (lines == null) {
            throw new IllegalStateException("The repository in " + file + " is not started");
        }
        try {
            long end = lines.position();
            try {
                append(lines, key, value);
                lines.force(false);
            } catch (IOException e) {
                lines.truncate(end);
                throw e;
            }
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

    private static void append(FileChannel to, String key, String value) throws IOException {
        String state = key + '\t' + value;
        if (state.indexOf('\n') >= 0 || key.indexOf('\t') >= 0) {
            throw new IOException("a key or a state may not have more than one line");
        }
        ByteBuffer line = ByteBuffer.wrap((checksum(state) + ' ' + state + '\n').getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            to.write(line);
        }
    }

    private static String checksum(String state) {
        CRC32 crc = new CRC32();
        crc.update(state.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    @Override
    protected synchronized void doStart() throws Exception {
        super.doStart();
        if (file == null) {
            throw new IllegalArgumentException("file: (nothing) must be the path of the progress file");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        lock();
        load();
        compact();
    }

    private void lock() throws IOException {
        lockFile = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            lockFile.close();
            throw new IOException("The progress file " + file + " is in use by another repository");
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void load() throws IOException {
        states.clear();
        if (!Files.exists(file)) {
            return;
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            int tab = line.indexOf('\t');
            if (tab > 9 && line.startsWith(checksum(line.substring(9)) + ' ')) {
                keep(line.substring(9, tab), line.substring(tab + 1));
            } else if (!line.isEmpty()) {
                LOG.warn("A line of {} cannot be read and is passed over: it was torn or damaged", file);
            }
        }
    }

    /** Writes what counts to a new file, which then takes the old one's place. */
    private void compact() throws IOException {
        Path fresh = beside(".new");
        try (FileChannel to = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Map.Entry<String, String> state : states.entrySet()) {
                append(to, state.getKey(), state.getValue());
            }
            to.force(true);
        }
        close(lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
        lines = FileChannel.open(file, StandardOpenOption.WRITE);
        lines.position(lines.size());
        written = states.size();
    }

    /** Makes the new name outlive a power failure; not every platform opens directories. */
    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.debug("The directory of {} cannot be forced to the disk", file, e);
        }
    }

    private static void close(FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    protected synchronized void doStop() throws Exception {
        close(lines);
        lines = null;
        if (lock != null && lock.isValid()) {
            lock.release();
        }
        close(lockFile);
        super.doStop();
    }
}
