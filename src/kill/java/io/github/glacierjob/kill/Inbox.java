package io.github.glacierjob.kill;

import io.github.glacierjob.GlacierJobConstants;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The route of the victim. It notes each piece that it reads, writes it to its place, and forces a complete message to
 * the disk before the exchange is done. A note has 16 bytes, so that no page of the file system has only half of one.
 */
final class Inbox implements Processor {

    /** The number of bytes that the route reads at a time. */
    static final int PIECE = 1 << 16;

    /** The route is slow, so that kills hit it. */
    private static final long PIECE_NANOS = 500_000;

    private static final int NOTE = 2 * Long.BYTES;

    private final Path directory;

    Inbox(Path directory) {
        this.directory = directory;
    }

    /** The bytes that the route has read: {@code count} from {@code start}. */
    record Piece(long start, long count) {}

    static Path bytes(Path directory) {
        return directory.resolve("came");
    }

    private static Path notes(Path directory) {
        return directory.resolve("notes");
    }

    /** The bytes that all lives of the victim have read so far, in order. */
    static List<Piece> read(Path directory) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        if (Files.exists(notes(directory))) {
            ByteBuffer notes = ByteBuffer.wrap(Files.readAllBytes(notes(directory)));
            while (notes.remaining() >= NOTE) {
                pieces.add(new Piece(notes.getLong(), notes.getLong()));
            }
        }
        return pieces;
    }

    static int count(Path directory) {
        return (int) (notes(directory).toFile().length() / NOTE);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        long position = exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_START, 0L, Long.class);
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
                FileChannel bytes = open(bytes(directory), StandardOpenOption.WRITE);
                FileChannel notes = open(notes(directory), StandardOpenOption.APPEND)) {
            for (byte[] piece = body.readNBytes(PIECE); piece.length > 0; piece = body.readNBytes(PIECE)) {
                write(
                        notes,
                        ByteBuffer.allocate(NOTE)
                                .putLong(position)
                                .putLong(piece.length)
                                .flip(),
                        0);
                write(bytes, ByteBuffer.wrap(piece), position);
                position += piece.length;
                LockSupport.parkNanos(PIECE_NANOS);
            }
            bytes.force(true);
        }
    }

    private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, how);
    }

    private static void write(FileChannel to, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }
}
