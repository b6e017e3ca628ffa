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

    /** The number of small archives divided by the number of wanted archives, 0 to 1. */
    public double shareOfSmall() {
        return wanted.archives() == 0 ? 0 : (double) small.archives() / wanted.archives();
    }
}
