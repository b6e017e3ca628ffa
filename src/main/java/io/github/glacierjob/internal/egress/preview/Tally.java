package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.stock.StockEntry;

/** Adds up the entries of an inventory, in constant memory. Not thread-safe. */
final class Tally {

    /** The largest possible size of an archive, 40 TiB. A larger value is wrong, and counts as an unknown size. */
    private static final long LARGEST = 40L << 40;

    private final long chunkSize;
    private final long smallBelow;
    private Quantity wanted = Quantity.NONE;
    private Quantity small = Quantity.NONE;
    private long outputRequests;
    private long refused;
    private long bad;

    /**
     * An empty tally.
     *
     * @param chunkSize  the bytes that one request for an output fetches
     * @param smallBelow the size in bytes below which an archive is small
     */
    Tally(long chunkSize, long smallBelow) {
        this.chunkSize = chunkSize;
        this.smallBelow = smallBelow;
    }

    void bad() {
        bad++;
    }

    void refused() {
        refused++;
    }

    void add(StockEntry entry) {
        Long size = entry.size();
        if (size == null || size > LARGEST) {
            wanted = wanted.plus(new Quantity(1, 0, 1));
            return;
        }
        Quantity one = new Quantity(1, size, 0);
        wanted = wanted.plus(one);
        small = size < smallBelow ? small.plus(one) : small;
        outputRequests += (size + chunkSize - 1) / chunkSize;
    }

    Counted counted() {
        return new Counted(wanted, small, outputRequests, refused, bad);
    }
}
