package io.github.glacierjob.internal.egress.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A receipt as a stream. It reads rows from the ledger while it is read, so that a long receipt needs little memory.
 * The connection is returned at the end, or when the exchange is done. Camel need not cache the stream: a second read
 * creates a new receipt. Not thread-safe.
 */
final class ReceiptStream extends InputStream implements StreamCache {

    /** The approximate number of bytes that are written at a time. */
    private static final int PART = 1 << 14;

    private final Source source;
    private final Function<OutputStream, Writer> format;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(2 * PART);
    private ReceiptCursor cursor;
    private Writer writer;
    private InputStream part = InputStream.nullInputStream();
    private State state = State.NEW;
    private long position;

    /** Opens a cursor on the rows. */
    @FunctionalInterface
    interface Source {

        ReceiptCursor open() throws SQLException;
    }

    /** Writes a receipt to a stream. */
    interface Writer {

        default void begin(Snapshot head) throws IOException {}

        void line(Object[] values) throws IOException;

        default void end() throws IOException {}

        void flush() throws IOException;
    }

    private enum State {
        NEW,
        BEGUN,
        ENDED,
        CLOSED
    }

    private ReceiptStream(Source source, Function<OutputStream, Writer> format) {
        this.source = source;
        this.format = format;
    }

    /**
     * Opens a receipt. The query runs here, so that a failure of the database is thrown here. The connection is
     * returned when the exchange is done. If nothing was read before, the receipt can still be read after that.
     */
    static ReceiptStream open(Exchange exchange, Source source, Function<OutputStream, Writer> format)
            throws SQLException {
        ReceiptStream stream = new ReceiptStream(source, format);
        stream.cursor = source.open();
        stream.releaseAfter(exchange);
        return stream;
    }

    private void releaseAfter(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                release();
            }
        });
    }

    private void release() {
        try {
            closeCursor();
        } catch (IOException e) {
            // The pool or the database closes a broken connection.
            cursor = null;
        }
        state = state == State.NEW ? State.NEW : State.CLOSED;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = part.read(to, offset, count);
        while (read < 0 && state != State.ENDED) {
            part = nextPart();
            read = part.read(to, offset, count);
        }
        position += Math.max(read, 0);
        return read;
    }

    private InputStream nextPart() throws IOException {
        if (state == State.CLOSED) {
            throw new IOException("The receipt is closed: it must be read before its exchange is done");
        }
        try {
            begin();
            while (state == State.BEGUN && written.size() < PART) {
                write(cursor.next());
            }
        } catch (SQLException e) {
            throw new IOException("The receipt is incomplete: the database answered " + e.getMessage(), e);
        }
        InputStream next = new ByteArrayInputStream(written.toByteArray());
        written.reset();
        return next;
    }

    private void begin() throws IOException, SQLException {
        if (state == State.NEW) {
            cursor = cursor == null ? source.open() : cursor;
            writer = format.apply(written);
            state = State.BEGUN;
            writer.begin(cursor.head());
        }
    }

    private void write(Object[] line) throws IOException {
        if (line == null) {
            writer.end();
            closeCursor();
            state = State.ENDED;
        } else {
            writer.line(line);
        }
        writer.flush();
    }

    private void closeCursor() throws IOException {
        ReceiptCursor open = cursor;
        cursor = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new IOException("The ledger's connection could not be returned: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        part = InputStream.nullInputStream();
        closeCursor();
    }

    /** Goes back to the beginning. The next read creates a new receipt. */
    @Override
    public synchronized void reset() {
        if (state != State.NEW) {
            release();
            part = InputStream.nullInputStream();
            written.reset();
            position = 0;
            state = State.NEW;
        }
    }

    @Override
    public void writeTo(OutputStream to) throws IOException {
        transferTo(to);
    }

    /** An independent receipt, which is created when it is read. */
    @Override
    public StreamCache copy(Exchange exchange) {
        ReceiptStream copy = new ReceiptStream(source, format);
        copy.releaseAfter(exchange);
        return copy;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** Returns 0: the length is not known before the end. */
    @Override
    public long length() {
        return 0;
    }

    @Override
    public long position() {
        return position;
    }
}
