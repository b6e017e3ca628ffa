package io.github.glacierjob.inventory;

import java.util.Optional;

/**
 * The position after an entry of an inventory, where reading can continue later. Immutable.
 *
 * @param offset        offset in the document of the entry's last byte, which is read again and shows the format: its brace in
 *                      JSON, its line end in CSV; 0 at the start
 * @param archives      entries up to the offset, 0 or more
 * @param bad           how many of these entries could not be read
 * @param inventoryDate the date of the inventory, in UTC as ISO 8601; empty if the document does not have it before this
 *                      position
 */
public record InventoryPosition(long offset, long archives, long bad, Optional<String> inventoryDate) {

    /** The beginning of a document. */
    public static final InventoryPosition START = new InventoryPosition(0, 0);

    /**
     * Creates a position after entries that could all be read.
     *
     * @param offset   as above
     * @param archives as above
     */
    public InventoryPosition(long offset, long archives) {
        this(offset, archives, 0, Optional.empty());
    }
}
