package io.github.glacierjob.internal.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Reads the bytes of a download as a stream. Each range is verified before its first byte is read, the whole output
 * before the last range. If a byte cannot be fetched, reading throws an {@link IOException} with the reason as its cause;
 * the stream never ends early. Not thread-safe.
 */
public final class VerifiedInputStream extends InputStream {

    private static final byte[] NOTHING = {};

    private final OutputDownload download;
    private byte[] bytes = NOTHING;
    private int next;
    private volatile long position;
    private boolean closed;
    private Throwable failure;
    private ChunkTap tap = (chunk, isLast) -> {};

    /** Creates a stream over a download from its present position. */
    public VerifiedInputStream(OutputDownload download) {
        this.download = download;
    }

    /** Sets a tap that gets each chunk before it is read. */
    public void tap(ChunkTap by) {
        tap = by;
    }

    @Override
    public int read() throws IOException {
        if (!hasMore()) {
            return -1;
        }
        position++;
        return bytes[next++] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, to, offset, count);
        next += count;
        position += count;
        return count;
    }

    @Override
    public long transferTo(OutputStream to) throws IOException {
        long before = position;
        while (hasMore()) {
            // The receiver gets the array itself, and may change it.
            tap.settle();
            to.write(bytes, next, bytes.length - next);
            position += bytes.length - next;
            next = bytes.length;
        }
        return position - before;
    }

    @Override
    public int available() {
        return closed ? 0 : bytes.length - next;
    }

    /** The number of bytes that were read. */
    public long position() {
        return position;
    }

    private boolean hasMore() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        while (next == bytes.length && download.hasNext()) {
            bytes = NOTHING;
            next = 0;
            bytes = nextBytes();
        }
        return next < bytes.length;
    }

    /**
     * Fetches the next bytes. After a failure every read fails, because a reader that continues must not get the bytes
     * after a gap.
     */
    private byte[] nextBytes() throws IOException {
        if (failure == null) {
            try {
                tap.settle();
                byte[] chunk = download.next().bytes();
                tap.take(chunk, !download.hasNext());
                return chunk;
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        throw new UnreadableOutputException(failure);
    }

    @Override
    public void close() {
        closed = true;
        bytes = NOTHING;
        next = 0;
        download.close();
    }
}
