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
 * What the ledger says, as fresh as it can be had for a small share of the database's time: it is read again after half a second, and
 * never before twenty times as long as it took the last time. One reads it, the others get what is known. Never asks the service.
 * Thread-safe.
 */
public final class LedgerFigures {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerFigures.class);
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final int SHARE = 20;

    private final EgressVault vault;
    private final StatusQuery query;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(null, 0, 0));
    private final AtomicBoolean reading = new AtomicBoolean();

    private record Seen(Snapshot snapshot, long ended, long took) {

        boolean isFresh(long now) {
            return snapshot != null && now - ended < Math.max(FRESH_NANOS, SHARE * took);
        }
    }

    public LedgerFigures(EgressVault vault) {
        this.vault = vault;
        this.query = new StatusQuery(vault);
    }

    /** For display; null as long as nothing is known. Without the database what was read last. */
    public Map<String, Object> toMap() {
        Snapshot now = now();
        return now == null ? null : now.toMap();
    }

    /** What is known; null if that is nothing. */
    Snapshot now() {
        if (!seen.get().isFresh(System.nanoTime()) && vault.isArnKnown() && reading.compareAndSet(false, true)) {
            try {
                read();
            } catch (RuntimeException e) {
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
        seen.set(new Seen(snapshot, ended, ended - begun));
    }
}
