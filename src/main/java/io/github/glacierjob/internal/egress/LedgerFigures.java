package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.report.Snapshot;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger says, read again after half a second, but not before twenty times as long as a read takes, so that it costs the
 * database a small share of its time. The shorter of the last two reads counts, because the first read on a cold machine takes
 * long. After a failure it waits five seconds: a database that is down may take half a minute to say so. One thread reads; the
 * others get the last figures. Sends no request to the service. Thread-safe.
 */
public final class LedgerFigures {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerFigures.class);
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final long AFTER_FAILURE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int SHARE = 20;

    private final EgressVault vault;
    private final StatusQuery query;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(null, 0, System.nanoTime()));
    private final AtomicBoolean reading = new AtomicBoolean();

    /** The figures that were read last, null if there are none; how long that took; and the time of the next reading. */
    private record Seen(Snapshot snapshot, long nanos, long again) {

        boolean isDue(long now) {
            return now - again >= 0;
        }
    }

    public LedgerFigures(EgressVault vault) {
        this.vault = vault;
        this.query = new StatusQuery(vault);
    }

    /**
     * For display; null as long as nothing is known. If the database does not answer, the figures that were read
     * last.
     */
    public Map<String, Object> toMap() {
        Snapshot now = now();
        return now == null ? null : now.toMap();
    }

    /** The last figures; null if there are none. */
    Snapshot now() {
        if (seen.get().isDue(System.nanoTime()) && vault.isArnKnown() && reading.compareAndSet(false, true)) {
            try {
                // Another one may have read it just now.
                if (seen.get().isDue(System.nanoTime())) {
                    read();
                }
            } catch (RuntimeException e) {
                Seen last = seen.get();
                seen.set(new Seen(last.snapshot(), last.nanos(), System.nanoTime() + AFTER_FAILURE_NANOS));
                LOG.debug("The ledger of {} cannot be read now", vault.options().vault(), e);
            } finally {
                reading.set(false);
            }
        }
        return seen.get().snapshot();
    }

    private void read() {
        long begun = System.nanoTime();
        Snapshot snapshot = query.read();
        long ended = System.nanoTime();
        long usual = Math.min(seen.get().nanos(), ended - begun);
        seen.set(new Seen(snapshot, ended - begun, ended + Math.max(FRESH_NANOS, SHARE * usual)));
    }
}
