package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.text.Journal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk on which writes to part files fail; journals do not fail, but the test can observe them. */
public class TroubledDisk implements Disk {

    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    @Override
    public FileChannel open(Path file) throws IOException {
        FileChannel real = Disk.LOCAL.open(file);
        return new Troubled(real);
    }

    @Override
    public Journal journal(Path file) throws IOException {
        return new Journal(file) {
            @Override
            protected void force(RandomAccessFile written) throws IOException {
                beforeJournalForce();
                super.force(written);
            }
        };
    }

    @Override
    public long usableSpace(Path directory) throws IOException {
        return room.get();
    }

    /** The number of bytes written to part files. */
    long written() {
        return Long.MAX_VALUE - room.get();
    }

    /** Called before a part file is forced to the disk. */
    void beforeForce(boolean metaData) throws IOException {}

    /** Called before a journal is forced to the disk. */
    void beforeJournalForce() {}

    private final class Troubled extends FileChannel {
        final FileChannel real;

        Troubled(FileChannel real) {
            super();
            this.real = real;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (room.addAndGet(-from.remaining()) < 0) {
                throw new IOException("No space left on device");
            }
            return real.write(from, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            beforeForce(metaData);
            real.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return real.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return real.read(to);
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return real.write(from);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return real.read(to, position);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }
    }
}
