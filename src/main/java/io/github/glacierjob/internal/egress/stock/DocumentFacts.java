package io.github.glacierjob.internal.egress.stock;

import java.time.Instant;

/**
 * What is known of a whole document once it has been read. Immutable.
 *
 * @param date    when the inventory was made, as it says; null where it does not
 * @param sha256  of its bytes
 * @param entries how many it has
 * @param bad     how many of them have no usable archive id
 */
public record DocumentFacts(Instant date, String sha256, long entries, long bad) {

    /** The date that people read: the document's own, else when its job completed. */
    public Instant shown(InventoryDocument document) {
        return date == null ? document.completed() : date;
    }

    /** The latest moment at which what it lists may have been in the vault. */
    Instant latest(InventoryDocument document, Instant loading) {
        Instant shown = shown(document);
        return shown == null ? loading : shown;
    }
}
