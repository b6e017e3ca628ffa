package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bytes of a file that does not change; its leaves are hashed when they are first needed. */
public final class FileBytes extends Bytes {
    private static final int PIECE = 1 << 18;

    private final Path file;
    private final long size;
    private final Map<Long, byte[]> leaves = new ConcurrentHashMap<>();

    /** Creates the bytes with the present size of the file; an UncheckedIOException if the file does not exist. */
    public FileBytes(Path file) {
        super();
        this.file = file;
        try {
            this.size = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of the bytes. */
    public Path file() {
        return file;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        byte[] buffer = new byte[(int) Math.min(PIECE, Math.max(1, end - start))];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = start; at < end; ) {
                int wanted = (int) Math.min(buffer.length, end - at);
                int read = channel.read(ByteBuffer.wrap(buffer, 0, wanted), at);
                if (read < 0) {
                    throw new EOFException(file + " became shorter than " + size);
                }
                out.write(buffer, 0, read);
                at += read;
            }
        }
    }

    @Override
    byte[] leaf(long index) {
        return leaves.computeIfAbsent(index, i -> digest(i * MIB, Math.min((i + 1) * MIB, size)));
    }
}
