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
 * A receipt as a stream: rows are read from the ledger as it is read, so that its length needs no memory. Its connection is
 * given back at its end, or when its exchange is done. Camel need not cache it: read again, it is a new receipt. Not
 * thread-safe.
 */
final class ReceiptStream extends InputStream implements StreamCache {

    /** About how many bytes are written at a time. */
    private static final int PART = 1 << 14;

    private final Source source;
    private final Function<OutputStream, Writer> format;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(2 * PART);
    private ReceiptCursor cursor;
    private Writer writer;
    private InputStream part = InputStream.nullInputStream();
    private State state = State.NEW;
    private long position;

    /** Opens the rows. */
    @FunctionalInterface
    interface Source {

        ReceiptCursor open() throws SQLException;
    }

    /** Writes a receipt to the stream that it was made for. */
    interface Writer {

        void begin(Snapshot head) throws IOException;

        void line(Object[] values) throws IOException;

        void end() throws IOException;

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
     * Opens a receipt, so that a database that does not answer fails here. Its connection goes back when the exchange is done;
     * a receipt that nobody has begun to read then, can still be read.
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
            // The pool, or the database, ends a broken connection itself.
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
            throw new IOException("The receipt breaks off: the database answered " + e.getMessage(), e);
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
                throw new IOException("The ledger's connection could not be given back: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        part = InputStream.nullInputStream();
        closeCursor();
    }

    /** Goes back to the beginning: what is read then, is a new receipt. */
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

    /** An independent receipt, of the moment when it is read. */
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

    /** Not known before its end. */
    @Override
    public long length() {
        return 0;
    }

    @Override
    public long position() {
        return position;
    }
}
