package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.text.CheckedLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The file of lines beside a part file, held by one download in this and all other processes. Not thread-safe.
 *
 * <p>It is read through the channel that holds the lock alone: on POSIX systems a process loses its locks on a file when it
 * closes any descriptor of it. For the same reason this JVM asks itself first whether it holds it.
 */
public final class RangeJournal implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private boolean torn;

    private RangeJournal(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens it, made if it is missing.
     *
     * @throws OverlappingFileLockException if somebody else holds it
     */
    public static RangeJournal open(OutputFile file) throws IOException {
        Path path = file.journal();
        if (!HELD.add(path)) {
            throw new OverlappingFileLockException();
        }
        try {
            return new RangeJournal(path, locked(file.disk(), path));
        } catch (IOException | RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static FileChannel locked(Disk disk, Path path) throws IOException {
        while (true) {
            FileChannel channel = disk.open(path);
            try {
                if (channel.tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return channel;
            }
            channel.close();
        }
    }

    /** Gives the content of every line that is whole; the others are passed over. */
    public void read(Consumer<String> lines) throws IOException {
        channel.position(0);
        BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            CheckedLine.open(line).ifPresent(lines);
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        torn = channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    /** Has this line alone. What was there is gone from the disk when this returns: it must not speak of other bytes. */
    void begin(String content) throws IOException {
        boolean wasThere = channel.size() > 0;
        channel.truncate(0);
        torn = false;
        write(List.of(content));
        if (wasThere) {
            channel.force(true);
        }
        torn = false;
    }

    /** Writes lines, and returns when they are on the disk, and all before them. */
    public void append(List<String> contents) throws IOException {
        write(contents);
        channel.force(true);
        torn = false;
    }

    private void write(List<String> contents) throws IOException {
        StringBuilder text = new StringBuilder(torn ? "\n" : "");
        contents.forEach(content -> text.append(CheckedLine.seal(content)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        torn = true;
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
