package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Quantity;

/**
 * The sums over the entries of an inventory. Immutable.
 *
 * @param wanted         archives that the filter accepts
 * @param small          the wanted archives whose request costs more than their bytes
 * @param outputRequests requests that download all wanted archives if nothing fails
 * @param refused        archives that the filter does not accept
 * @param bad            entries without a usable id
 */
public record Counted(Quantity wanted, Quantity small, long outputRequests, long refused, long bad) {

    static final Counted NOTHING = new Counted(Quantity.NONE, Quantity.NONE, 0, 0, 0);
    static final Counted REFUSED = new Counted(Quantity.NONE, Quantity.NONE, 0, 1, 0);
    static final Counted BAD = new Counted(Quantity.NONE, Quantity.NONE, 0, 0, 1);

    /**
     * One wanted archive.
     *
     * @param size       in bytes; null if it is not known
     * @param chunkSize  the bytes that one request for an output fetches
     * @param smallBelow the size in bytes below which an archive is small
     */
    static Counted of(Long size, long chunkSize, long smallBelow) {
        if (size == null) {
            return new Counted(new Quantity(1, 0, 1), Quantity.NONE, 0, 0, 0);
        }
        Quantity one = new Quantity(1, size, 0);
        return new Counted(one, size < smallBelow ? one : Quantity.NONE, (size + chunkSize - 1) / chunkSize, 0, 0);
    }

    Counted plus(Counted more) {
        return new Counted(
                wanted.plus(more.wanted),
                small.plus(more.small),
                outputRequests + more.outputRequests,
                refused + more.refused,
                bad + more.bad);
    }

    /** The number of small archives divided by the number of wanted archives, 0 to 1. */
    public double shareOfSmall() {
        return wanted.archives() == 0 ? 0 : (double) small.archives() / wanted.archives();
    }
}
