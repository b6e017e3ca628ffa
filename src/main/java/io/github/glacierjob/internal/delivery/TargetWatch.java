package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.file.OutputFile;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Finds out whether the route wrote its result to the same file that it received, which happens if the destination has
 * the same directory and name. Then that file must be kept. Checks when the exchange is done, before the exchange is
 * reused. Thread-safe.
 */
final class TargetWatch extends SynchronizationAdapter {

    private final File file;
    private final Object before;
    private final AtomicBoolean elsewhere = new AtomicBoolean();

    private TargetWatch(File file, Object before) {
        this.file = file;
        this.before = before;
    }

    /** Watches an exchange that is about to be sent with a file. */
    static TargetWatch on(Exchange exchange, File file) {
        TargetWatch watch = new TargetWatch(file, produced(exchange));
        exchange.getExchangeExtension().addOnCompletion(watch);
        return watch;
    }

    private static Object produced(Exchange exchange) {
        return exchange.getMessage().getHeader(GlacierJobConstants.FILE_NAME_PRODUCED);
    }

    /**
     * Compares the header with its first value by identity: it has the file's name from the start, and a destination with
     * the same name sets another object with equal text.
     */
    @Override
    public void onComplete(Exchange exchange) {
        Object produced = produced(exchange);
        elsewhere.set(
                produced == null || produced == before || !OutputFile.leadsTo(produced.toString(), file.toPath()));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    /**
     * Whether the file is, or may be, the destination's file. True if that cannot be found out, so that the file is kept.
     */
    boolean isTarget() {
        return !elsewhere.get();
    }
}
