package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Recent;
import io.github.glacierjob.simulator.protocol.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Records the requests, and counts open connections and outputs that are being sent. Thread-safe. */
public final class Journal {
    private static final int BODY_LIMIT = 64 * 1024;

    private final Recent<Entry> entries;
    private final AtomicLongArray counts = new AtomicLongArray(Route.values().length);
    private final AtomicLongArray sent = new AtomicLongArray(Route.values().length);
    private final AtomicLong lastConnection = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger outputs = new AtomicInteger();
    private final AtomicInteger peakOutputs = new AtomicInteger();

    /** Creates a journal that keeps this number of the newest requests. */
    Journal(int kept) {
        this.entries = new Recent<>(kept);
    }

    /** A request that is being answered. */
    final class Entry {
        private final Call call;
        private final String body;
        private final long connectionId;
        private volatile int status;
        private volatile long bytesSent;
        private boolean inFlight;

        private Entry(Call call, long connectionId) {
            Bytes content = call.body().content();
            this.call = call;
            this.body = new String(content.expected(0, Math.min(BODY_LIMIT, content.size())), StandardCharsets.UTF_8);
            this.connectionId = connectionId;
        }

        void answering(int newStatus) {
            status = newStatus;
        }

        void sending(long total) {
            sent.addAndGet(call.route().ordinal(), total - bytesSent);
            bytesSent = total;
        }

        boolean isOutput() {
            return call.route() == Route.GET_JOB_OUTPUT;
        }

        /** Records that the body of an output is about to be sent. */
        void outputBegins() {
            inFlight = true;
            peakOutputs.accumulateAndGet(outputs.incrementAndGet(), Math::max);
        }

        /**
         * Records that the last byte of an output is about to be sent, or will never be sent; only the first call counts.
         */
        void outputEnds() {
            if (inFlight) {
                inFlight = false;
                outputs.decrementAndGet();
            }
        }

        private Recorded snapshot() {
            return new Recorded(call, body, status, bytesSent, connectionId);
        }
    }

    Entry open(Call call, long connectionId) {
        Entry entry = new Entry(call, connectionId);
        entries.add(entry);
        counts.incrementAndGet(call.route().ordinal());
        return entry;
    }

    long connected() {
        connections.incrementAndGet();
        return lastConnection.incrementAndGet();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    /** The kept requests since the start or the last {@link #clear}, in the order of their arrival. */
    public List<Recorded> requests() {
        return entries.all().stream().map(Entry::snapshot).toList();
    }

    /** The number of requests for a route since the start or the last {@link #clear}, kept or not. */
    public long count(Route route) {
        return counts.get(route.ordinal());
    }

    /** The number of body bytes that were sent for a route since the start or the last {@link #clear}. */
    public long bytesSent(Route route) {
        return sent.get(route.ordinal());
    }

    /** Forgets the requests, and restarts all counters and the peak. */
    public void clear() {
        entries.clear();
        for (Route route : Route.values()) {
            counts.set(route.ordinal(), 0);
            sent.set(route.ordinal(), 0);
        }
        peakOutputs.set(outputs.get());
    }

    /** The number of open connections. */
    public int connections() {
        return connections.get();
    }

    /** The most outputs that were being sent at the same time. */
    public int peakOutputs() {
        return peakOutputs.get();
    }
}
