package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers the requests and counts connections and outputs in flight. Thread-safe. */
public final class Journal {
    private static final int BODY_LIMIT = 64 * 1024;

    private final List<Entry> entries = new ArrayList<>();
    private final AtomicLong lastConnection = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger outputs = new AtomicInteger();
    private final AtomicInteger peakOutputs = new AtomicInteger();

    /** A request on its way. */
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
            bytesSent = total;
        }

        boolean isOutput() {
            return call.route() == Route.GET_JOB_OUTPUT;
        }

        /** The body of an output is about to go out. */
        void outputBegins() {
            inFlight = true;
            peakOutputs.accumulateAndGet(outputs.incrementAndGet(), Math::max);
        }

        /** The last of it is about to go out, or never will; only the first call counts. */
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
        synchronized (entries) {
            entries.add(entry);
        }
        return entry;
    }

    long connected() {
        connections.incrementAndGet();
        return lastConnection.incrementAndGet();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    /** All requests since the start or the last {@link #clear}, in the order of their arrival. */
    public List<Recorded> requests() {
        synchronized (entries) {
            return entries.stream().map(Entry::snapshot).toList();
        }
    }

    /** Forgets the requests and counts the peak from here. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
        peakOutputs.set(outputs.get());
    }

    /** How many connections are open. */
    public int connections() {
        return connections.get();
    }

    /** The most outputs that were on their way at the same time. */
    public int peakOutputs() {
        return peakOutputs.get();
    }
}
