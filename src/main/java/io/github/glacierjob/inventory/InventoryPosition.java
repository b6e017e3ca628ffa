package io.github.glacierjob.inventory;

import java.util.Optional;

/**
 * The position after an entry of an inventory, where reading can continue later. Immutable.
 *
 * @param offset        offset in the document of the entry's last byte, which is read again and shows the format: its brace in
 *                      JSON, its line end in CSV; 0 at the start
 * @param archives      entries up to there, 0 or more
 * @param bad           how many of them could not be read
 * @param inventoryDate when the inventory was made, in UTC as ISO 8601, where the document said so before this place
 */
public record InventoryPosition(long offset, long archives, long bad, Optional<String> inventoryDate) {

    /** Where a document begins. */
    public static final InventoryPosition START = new InventoryPosition(0, 0);

    /**
     * A place behind entries that could all be read.
     *
     * @param offset   as above
     * @param archives as above
     */
    public InventoryPosition(long offset, long archives) {
        this(offset, archives, 0, Optional.empty());
    }
}
