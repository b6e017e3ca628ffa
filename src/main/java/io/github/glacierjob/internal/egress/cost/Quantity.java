package io.github.glacierjob.internal.egress.cost;

import io.github.glacierjob.internal.egress.ledger.VaultSums;

/**
 * A number of archives and their bytes. Immutable.
 *
 * @param bytes       without archives of unknown size
 * @param withoutSize the number of archives of unknown size
 */
public record Quantity(long archives, long bytes, long withoutSize) {

    public static final Quantity NONE = new Quantity(0, 0, 0);

    /** The archives of one state. */
    public static Quantity of(VaultSums.OfState group) {
        return new Quantity(group.archives(), group.bytes(), group.unknown());
    }

    public Quantity plus(Quantity more) {
        return new Quantity(archives + more.archives, bytes + more.bytes, withoutSize + more.withoutSize);
    }
}
