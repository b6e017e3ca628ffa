package io.github.glacierjob.demo;

import static io.github.glacierjob.GlacierJobConstants.CHUNK_END;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_LAST;
import static io.github.glacierjob.GlacierJobConstants.OUTPUT_SIZE_IN_BYTES;
import static io.github.glacierjob.GlacierJobConstants.STATUS_CODE;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Prints the progress. In a terminal the last line is updated; otherwise a line is printed for every tenth.
 * Thread-safe.
 */
final class Screen {
    private static final double MIB = 1 << 20;
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private String state;
    private long sinceState;
    private int tenths;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    synchronized boolean isDownloading() {
        return "Succeeded".equals(state);
    }

    synchronized void state(String now) {
        if (!now.equals(state)) {
            state = now;
            sinceState = System.nanoTime();
            line("%5.1f s  %s", seconds(start), now);
        }
    }

    synchronized void chunk(Exchange exchange) {
        Message chunk = exchange.getMessage();
        state(chunk.getHeader(STATUS_CODE, String.class));
        long bytes = chunk.getHeader(CHUNK_END, Long.class) + 1;
        long size = chunk.getHeader(OUTPUT_SIZE_IN_BYTES, Long.class);
        boolean last = chunk.getHeader(CHUNK_LAST, Boolean.class);
        if (terminal) {
            out.print("\r" + bar(bytes, size) + (last ? System.lineSeparator() : ""));
            out.flush();
        } else if (bytes * 10 / size > tenths || last) {
            tenths = (int) (bytes * 10 / size);
            line("%s", bar(bytes, size));
        }
    }

    private String bar(long bytes, long size) {
        int done = (int) (bytes * WIDTH / size);
        double rate = bytes / Math.max(seconds(sinceState), 0.001);
        return String.format(
                Locale.ROOT,
                "%5.1f s  [%s%s] %3d%%  %.1f of %.1f MiB  %5.1f MiB/s  %3.0f s left",
                seconds(start),
                "#".repeat(done),
                "-".repeat(WIDTH - done),
                bytes * 100 / size,
                bytes / MIB,
                size / MIB,
                rate / MIB,
                (size - bytes) / rate);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
