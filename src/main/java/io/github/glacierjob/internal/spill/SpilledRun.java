package io.github.glacierjob.internal.spill;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads the elements of one sorted run. Several runs of one file can be read at the same time. Used by one thread. */
final class SpilledRun<T> implements Iterator<T> {

    private static final int BUFFER = 1 << 14;

    private final DataInputStream in;
    private final SpillFormat<T> format;
    private long left;

    /**
     * The place of a run in the file.
     *
     * @param begin the position of its first byte
     * @param count the number of its elements
     */
    record Place(long begin, long count) {}

    SpilledRun(FileChannel file, Place place, SpillFormat<T> format) {
        this.in = new DataInputStream(new BufferedInputStream(new Bytes(file, place.begin()), BUFFER));
        this.format = format;
        this.left = place.count();
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public T next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        left--;
        try {
            return format.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The sorted elements cannot be read from their file: " + e, e);
        }
    }

    /** Reads a file from its own position, independent of other readers. */
    private static final class Bytes extends InputStream {

        private final FileChannel file;
        private long position;

        Bytes(FileChannel file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, from, most), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
