package io.github.glacierjob.internal.text;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A file of sealed lines, which grows line by line and has one owner among all processes. A line is on the disk when the
 * writing call returns; an incomplete line is ignored. An interrupt of the writing thread is harmless. Not thread-safe.
 *
 * <p>The file is read through the descriptor that holds the lock, because on POSIX systems a process loses its locks on a
 * file when it closes any descriptor of that file. For the same reason this JVM keeps a list of the files that it has
 * locked. The journal does not read or write with a channel, because an interrupt would close the channel.
 */
public class Journal implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lockPath;
    private RandomAccessFile lock;

    /** Stays open as long as the lock, because closing it would release the lock. */
    private RandomAccessFile witness;

    private RandomAccessFile lines;
    private boolean torn;

    /**
     * Opens a journal that is its own lock file, and creates it if it is missing.
     *
     * @throws OverlappingFileLockException if it is in use
     */
    public Journal(Path path) throws IOException {
        this(path, path);
    }

    /**
     * Opens a journal with a separate lock file, so that the journal can be replaced by a compact one.
     *
     * @throws OverlappingFileLockException if it is in use
     */
    public Journal(Path path, Path lockPath) throws IOException {
        this.path = path;
        this.lockPath = lockPath;
        if (!HELD.add(lockPath)) {
            throw new OverlappingFileLockException();
        }
        try {
            lock = locked(lockPath);
            lines = path.equals(lockPath) ? lock : open(path);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens and locks the file, and checks that the locked file still has the name: between opening and locking, its last
     * owner may have deleted it and another process may have created a new file. To check, it locks the file with the
     * name a second time. This JVM refuses the second lock only if it is the same file, because it identifies locked
     * files independent of their names.
     */
    private RandomAccessFile locked(Path path) throws IOException {
        while (true) {
            RandomAccessFile file = open(path);
            try {
                if (file.getChannel().tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
                witness = open(path);
                if (isLockedHere(witness)) {
                    return file;
                }
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            file.close();
            witness.close();
        }
    }

    private static boolean isLockedHere(RandomAccessFile file) throws IOException {
        try {
            file.getChannel().tryLock();
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static RandomAccessFile open(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileSystemException(path.toString(), null, "expected a file, it is a symbolic link");
        }
        return new RandomAccessFile(path.toFile(), "rw");
    }

    /** Reads all lines. */
    public int read(Consumer<SealedLine> whole) throws IOException {
        lines.seek(0);
        int damaged = 0;
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(new FileInputStream(lines.getFD()), StandardCharsets.ISO_8859_1));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Optional<SealedLine> opened = SealedLine.open(line);
            opened.ifPresent(whole);
            damaged += opened.isPresent() || line.isEmpty() ? 0 : 1;
        }
        long size = lines.length();
        lines.seek(Math.max(0, size - 1));
        torn = size > 0 && lines.read() != '\n';
        return damaged;
    }

    /**
     * Replaces all lines by this line. The old lines are removed from the disk when this returns, because they must not
     * describe other bytes.
     */
    public void begin(SealedLine first) throws IOException {
        boolean wasThere = lines.length() > 0;
        lines.setLength(0);
        torn = false;
        write(lines, List.of(first));
        if (wasThere) {
            force(lines);
        }
    }

    /**
     * Writes lines, and returns when these and all earlier lines are on the disk. If it fails, none of these lines
     * counts.
     */
    public void append(Collection<SealedLine> more) throws IOException {
        long end = lines.length();
        try {
            write(lines, more);
            force(lines);
            torn = false;
        } catch (IOException e) {
            torn = true;
            lines.setLength(end);
            throw e;
        }
    }

    /** Replaces all lines in one step by these lines. */
    public void compact(Collection<SealedLine> all) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (RandomAccessFile to = open(fresh)) {
            to.setLength(0);
            torn = false;
            write(to, all);
            force(to);
        }
        lines.close();
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            lines = open(path);
        }
    }

    private void write(RandomAccessFile to, Collection<SealedLine> more) throws IOException {
        StringBuilder text = new StringBuilder(torn ? "\n" : "");
        more.forEach(line -> text.append(line.seal()).append('\n'));
        to.seek(to.length());
        to.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Forces written bytes to the disk, so that they survive a power failure. */
    protected void force(RandomAccessFile written) throws IOException {
        written.getFD().sync();
    }

    public void deleteIfEmpty() throws IOException {
        if (lines.length() == 0) {
            delete();
        }
    }

    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        try {
            if (lines != null) {
                lines.close();
            }
            if (lock != null) {
                lock.close();
            }
            if (witness != null) {
                witness.close();
            }
        } finally {
            HELD.remove(lockPath);
        }
    }
}
