package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** An archive that this node has claimed, from the claim until it is given back or lost. Thread-safe. */
public final class HeldArchive {

    private final ArchiveRow row;
    private final long claimNo;
    private final Instant inventoryDate;
    private final LongAdder arrived = new LongAdder();
    private final Lock settling = new ReentrantLock();
    private volatile RealMoment alive = RealMoment.now();
    private volatile boolean over;
    private volatile LongSupplier received;
    private long counted;

    /**
     * A claim that was just taken.
     *
     * @param row           the row with the claim
     * @param claimNo       the number that a commit has to show
     * @param inventoryDate of the inventory that is loaded; null if it is not known
     */
    HeldArchive(ArchiveRow row, long claimNo, Instant inventoryDate) {
        this.row = row;
        this.claimNo = claimNo;
        this.inventoryDate = inventoryDate;
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

    /** From now on this says how many bytes of the output have been received. */
    public synchronized void watch(LongSupplier bytes) {
        received = bytes;
        counted = bytes.getAsLong();
    }

    /** So many bytes have arrived from the service, for the first time or again. */
    public void arrived(long bytes) {
        arrived.add(bytes);
    }

    /** The bytes that have arrived since the last call; those that could not be written down are given back by {@link #arrived}. */
    long takeArrived() {
        return arrived.sumThenReset();
    }

    /** Held while the claim is given back, so that no heartbeat takes that for a loss. */
    Lock settling() {
        return settling;
    }

    long received() {
        return received.getAsLong();
    }

    /** The bytes up to this many that were not counted before. */
    synchronized long count(long upTo) {
        long fresh = Math.max(0, upTo - counted);
        counted += fresh;
        return fresh;
    }

    /** The claim was alive in the ledger at this moment. */
    void beaten(RealMoment moment) {
        alive = moment;
    }

    boolean wasAliveWithin(Duration time) {
        return alive.isWithin(time, RealMoment.now());
    }

    /** The claim is given back or lost. */
    void end() {
        over = true;
    }

    /** Whether the claim is given back or lost. */
    public boolean isOver() {
        return over;
    }
}
