package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Quantity;

/**
 * What an inventory has. Immutable.
 *
 * @param wanted         archives that the filter takes
 * @param small          of these, those whose request costs more than their bytes
 * @param outputRequests requests that download all of it if nothing fails
 * @param refused        archives that the filter does not take
 * @param bad            entries without a usable id
 */
public record Counted(Quantity wanted, Quantity small, long outputRequests, long refused, long bad) {

    static final Counted NOTHING = new Counted(Quantity.NONE, Quantity.NONE, 0, 0, 0);

    /** The small ones of all archives, 0 to 1. */
    public double shareOfSmall() {
        return wanted.archives() == 0 ? 0 : (double) small.archives() / wanted.archives();
    }
}
