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

/** Remembers the requests and counts connections and outputs in flight. Thread-safe. */
public final class Journal {
    private static final int BODY_LIMIT = 64 * 1024;

    private final Recent<Entry> entries;
    private final AtomicLongArray counts = new AtomicLongArray(Route.values().length);
    private final AtomicLongArray sent = new AtomicLongArray(Route.values().length);
    private final AtomicLong lastConnection = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger outputs = new AtomicInteger();
    private final AtomicInteger peakOutputs = new AtomicInteger();

    /** Remembers so many of the newest requests. */
    Journal(int kept) {
        this.entries = new Recent<>(kept);
    }

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
            sent.addAndGet(call.route().ordinal(), total - bytesSent);
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

    /** The requests since the start or the last {@link #clear} that are kept, in the order of their arrival. */
    public List<Recorded> requests() {
        return entries.all().stream().map(Entry::snapshot).toList();
    }

    /** How many requests for this there were since then, kept or not. */
    public long count(Route route) {
        return counts.get(route.ordinal());
    }

    /** How many bytes of bodies were sent since then for this. */
    public long bytesSent(Route route) {
        return sent.get(route.ordinal());
    }

    /** Forgets the requests, counts from zero, and the peak from here. */
    public void clear() {
        entries.clear();
        for (Route route : Route.values()) {
            counts.set(route.ordinal(), 0);
            sent.set(route.ordinal(), 0);
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
