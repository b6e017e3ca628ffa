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
 * Reads the status of the vault from the ledger, and keeps the last result for half a second. After a slow read, the
 * result is kept for twenty times the duration of the read, so that the reads take only a small share of the database's
 * time. The shorter duration of the last two reads counts, because the first read after a start is slow. After a failed
 * read, the next one is five seconds later: a database that is down may take half a minute to fail. One thread reads;
 * the others get the last result. Sends no request to the service. Thread-safe.
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

    /**
     * The result of the last read.
     *
     * @param snapshot null if there is no result yet
     * @param nanos    how long the read took
     * @param again    the time of the next read
     */
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
     * The last status as nested maps, for display; null before the first successful read. A failed read does not change
     * it.
     */
    public Map<String, Object> toMap() {
        Snapshot now = now();
        return now == null ? null : now.toMap();
    }

    /** The last status; null before the first successful read. */
    Snapshot now() {
        if (seen.get().isDue(System.nanoTime()) && vault.isArnKnown() && reading.compareAndSet(false, true)) {
            try {
                // Another thread may have read it just now.
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
