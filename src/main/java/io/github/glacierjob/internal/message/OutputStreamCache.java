package io.github.glacierjob.internal.message;

import io.github.glacierjob.internal.output.ChunkTap;
import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.internal.output.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The body of {@code outputMode=stream}: one stream over an output that Camel need not cache, since it can be read again
 * and copied by fetching again. Not thread-safe; copies are independent.
 */
public final class OutputStreamCache extends InputStream implements StreamCache {

    private final Supplier<OutputDownload> again;
    private final long length;
    private volatile VerifiedInputStream in;
    private boolean touched;
    private Supplier<ChunkTap> tap = () -> (chunk, isLast) -> {};
    private Function<Exchange, Supplier<ChunkTap>> taps = exchange -> tap;

    OutputStreamCache(OutputDownload download, long length, Supplier<OutputDownload> again) {
        this.again = again;
        this.length = length;
        this.in = new VerifiedInputStream(download);
    }

    /**
     * Shows each chunk to what an exchange needs: this stream for one exchange, and its copies for theirs.
     *
     * @param forExchange gives what sees the chunks of one pass from the beginning
     */
    public void tap(Exchange exchange, Function<Exchange, Supplier<ChunkTap>> forExchange) {
        taps = forExchange;
        tap = forExchange.apply(exchange);
    }

    private VerifiedInputStream begun() {
        if (in == null) {
            in = new VerifiedInputStream(again.get());
        }
        if (!touched) {
            in.tap(tap.get());
        }
        touched = true;
        return in;
    }

    @Override
    public int read() throws IOException {
        return begun().read();
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        return begun().read(to, offset, count);
    }

    @Override
    public long transferTo(OutputStream to) throws IOException {
        return begun().transferTo(to);
    }

    @Override
    public void writeTo(OutputStream to) throws IOException {
        transferTo(to);
    }

    @Override
    public int available() {
        VerifiedInputStream open = in;
        return open == null ? 0 : open.available();
    }

    /** Goes back to the beginning; what has been read is fetched again. */
    @Override
    public synchronized void reset() {
        if (touched) {
            close();
            in = null;
            touched = false;
        }
    }

    /**
     * The exchange is done: what was fetched ahead is dropped. A stream from which no byte was read, for example in
     * an aggregator in memory, can still be read; it is then fetched again. A stream that was partly read is closed.
     */
    public void release() {
        VerifiedInputStream open = in;
        if (open != null) {
            open.close();
        }
        if (!touched) {
            in = null;
        }
    }

    /** An independent stream from the beginning, released when the exchange is done. */
    @Override
    public StreamCache copy(Exchange exchange) {
        OutputStreamCache copy = new OutputStreamCache(again.get(), length, again);
        copy.tap(exchange, taps);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                copy.release();
            }
        });
        return copy;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** Bytes from the beginning to the end. */
    @Override
    public long length() {
        return length;
    }

    /** How many bytes have been read; asked by other threads too. */
    @Override
    public long position() {
        VerifiedInputStream open = in;
        return open == null ? 0 : open.position();
    }

    @Override
    public void close() {
        touched = true;
        VerifiedInputStream open = in;
        if (open != null) {
            open.close();
        }
    }
}
