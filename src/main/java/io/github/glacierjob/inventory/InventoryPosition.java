package io.github.glacierjob.inventory;

/**
 * The position after an archive of an inventory, where reading can continue later. Immutable.
 *
 * @param offset   offset in the document of the archive's last byte, which is read again and shows the format: its brace in
 *                 JSON, its line end in CSV; 0 at the start
 * @param archives archives up to there, 0 or more
 */
public record InventoryPosition(long offset, long archives) {

    /** Where a document begins. */
    public static final InventoryPosition START = new InventoryPosition(0, 0);
}
