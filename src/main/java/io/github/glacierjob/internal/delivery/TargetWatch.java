package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.file.OutputFile;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Finds out whether the route has written to the very file that it got, as a destination in the same directory and with the same
 * name does: then that file is what was delivered. Looks when the exchange is done, before that is used again. Thread-safe.
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

    /** The header names the file from the beginning. A destination that names it too sets another object of the same text. */
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

    /** Whether the file is the destination's, or may be: it stays if that cannot be found out. */
    boolean isTarget() {
        return !elsewhere.get();
    }
}
