package io.github.glacierjob.internal.egress.cost;

/**
 * Archives of a vault. Immutable.
 *
 * @param bytes       without those whose size is not known
 * @param withoutSize how many these are
 */
public record Quantity(long archives, long bytes, long withoutSize) {

    public static final Quantity NONE = new Quantity(0, 0, 0);

    public Quantity plus(Quantity more) {
        return new Quantity(archives + more.archives, bytes + more.bytes, withoutSize + more.withoutSize);
    }
}
