package io.github.glacierjob.internal.message;

import io.github.glacierjob.internal.output.ChunkTap;
import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.internal.output.UnreadableOutputException;
import io.github.glacierjob.internal.output.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The body of {@code outputMode=stream}: a stream over an output. Camel need not cache it, because it can fetch the
 * output again for a second reading or a copy. Not thread-safe; copies are independent.
 */
public final class OutputStreamCache extends InputStream implements StreamCache {

    private final Supplier<OutputDownload> again;
    private final long length;
    private final Map<OutputStreamCache, UnreadableOutputException> broken;
    private volatile VerifiedInputStream in;
    private boolean touched;
    private Supplier<ChunkTap> tap = () -> (chunk, isLast) -> {};
    private Function<Exchange, Supplier<ChunkTap>> taps = exchange -> tap;

    OutputStreamCache(OutputDownload download, long length, Supplier<OutputDownload> again) {
        this(download, length, again, new ConcurrentHashMap<>());
    }

    private OutputStreamCache(
            OutputDownload download,
            long length,
            Supplier<OutputDownload> again,
            Map<OutputStreamCache, UnreadableOutputException> broken) {
        this.again = again;
        this.length = length;
        this.broken = broken;
        this.in = new VerifiedInputStream(download);
    }

    /**
     * Sets the taps that see each chunk: this stream uses the tap of one exchange, and each copy uses the tap of its own
     * exchange.
     *
     * @param forExchange creates, for an exchange, the taps; each pass from the beginning gets a new tap
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
        return reading(VerifiedInputStream::read);
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        return reading(open -> open.read(to, offset, count));
    }

    @Override
    public long transferTo(OutputStream to) throws IOException {
        return reading(open -> open.transferTo(to));
    }

    private interface Reading<T> {

        T from(VerifiedInputStream open) throws IOException;
    }

    private <T> T reading(Reading<T> reading) throws IOException {
        VerifiedInputStream open = begun();
        try {
            T result = reading.from(open);
            if (open.position() >= length) {
                broken.remove(this);
            }
            return result;
        } catch (UnreadableOutputException e) {
            broken.put(this, e);
            throw e;
        }
    }

    /**
     * Why the reader has not received all bytes; empty if they could be fetched. If this stream or a copy failed, it
     * must be read again to its end. Any thread may call this.
     */
    public Optional<UnreadableOutputException> failure() {
        return broken.values().stream().findFirst();
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

    /** Goes back to the beginning; bytes that were read are fetched again. */
    @Override
    public synchronized void reset() {
        if (touched) {
            close();
            in = null;
            touched = false;
        }
    }

    /**
     * Drops the ranges that were fetched ahead, when the exchange is done. A stream from which no byte was read, for
     * example in an aggregator in memory, can still be read; it then fetches again. A stream that was partly read is
     * closed.
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

    /** Releases this stream when the exchange is done, because a failed route must not leave requests running. */
    public void releaseAfter(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                release();
            }
        });
    }

    /** Creates an independent stream from the beginning, which is released when the exchange is done. */
    @Override
    public StreamCache copy(Exchange exchange) {
        OutputStreamCache copy = new OutputStreamCache(again.get(), length, again, broken);
        copy.tap(exchange, taps);
        copy.releaseAfter(exchange);
        return copy;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** The number of bytes from the beginning to the end. */
    @Override
    public long length() {
        return length;
    }

    /** The number of bytes that were read; any thread may call this. */
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
