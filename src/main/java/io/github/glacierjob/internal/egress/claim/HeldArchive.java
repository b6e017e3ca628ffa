package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** An archive that this node has claimed, until the claim is released or lost. Thread-safe. */
public final class HeldArchive {

    private final ArchiveRow row;
    private final long claimNo;
    private final Instant inventoryDate;
    private final LongAdder arrived = new LongAdder();
    private final Lock settling = new ReentrantLock();
    private volatile RealMoment alive;
    private volatile boolean over;
    private volatile LongSupplier received;
    private long counted;

    /**
     * A new claim.
     *
     * @param row           the row with the claim
     * @param claimNo       the number of the claim, which each commit checks
     * @param inventoryDate the date of the loaded inventory; null if it is not known
     * @param alive         a moment before the claim
     */
    HeldArchive(ArchiveRow row, long claimNo, Instant inventoryDate, RealMoment alive) {
        this.row = row;
        this.claimNo = claimNo;
        this.inventoryDate = inventoryDate;
        this.alive = alive;
        this.received = row::fetchedBytes;
        this.counted = row.fetchedBytes();
    }

    /** The row as it was when it was claimed. */
    public ArchiveRow row() {
        return row;
    }

    public Instant inventoryDate() {
        return inventoryDate;
    }

    long claimNo() {
        return claimNo;
    }

    /** Sets the source of the number of received bytes. */
    public synchronized void watch(LongSupplier bytes) {
        received = bytes;
        counted = bytes.getAsLong();
    }

    /** Counts bytes that have arrived from the service, for the first time or again. */
    public void arrived(long bytes) {
        arrived.add(bytes);
    }

    /**
     * The bytes that have arrived since the last call. If they cannot be stored, the caller returns them with
     * {@link #arrived}.
     */
    long takeArrived() {
        return arrived.sumThenReset();
    }

    /** Held while the claim is released, so that no heartbeat reports the claim as lost. */
    Lock settling() {
        return settling;
    }

    long received() {
        return received.getAsLong();
    }

    /** The number of bytes up to the given position that were not counted before. */
    synchronized long count(long upTo) {
        long fresh = Math.max(0, upTo - counted);
        counted += fresh;
        return fresh;
    }

    /** Records when a heartbeat proved the claim. */
    void beaten(RealMoment moment) {
        alive = moment;
    }

    boolean wasAliveWithin(Duration time, RealMoment now) {
        return alive.isWithin(time, now);
    }

    /** Marks the claim as released or lost. */
    void end() {
        over = true;
    }

    /** Whether the claim is released or lost. */
    public boolean isOver() {
        return over;
    }
}
