package io.github.glacierjob.inventory;

/**
 * A place between two archives of an inventory, where reading can go on later. Immutable.
 *
 * @param offset   bytes of the document before it, 0 or more
 * @param archives archives before it, 0 or more
 */
public record InventoryPosition(long offset, long archives) {

    /** Where a document begins. */
    public static final InventoryPosition START = new InventoryPosition(0, 0);
}
