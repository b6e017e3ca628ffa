package io.github.glacierjob.internal.egress.stock;

import java.time.Instant;

/**
 * The facts about a whole document after it was read. Immutable.
 *
 * @param date   when the inventory was made, as the document says; null if it does not
 * @param sha256 the SHA-256 of the document's bytes
 * @param bad    the number of entries without a usable archive id
 */
public record DocumentFacts(Instant date, String sha256, long bad) {

    /** The date to display: the document's own date, otherwise the completion of its job. */
    public Instant shown(InventoryDocument document) {
        return date == null ? document.completed() : date;
    }

    /** The latest moment at which the listed archives may have been in the vault. */
    Instant latest(InventoryDocument document, Instant loading) {
        Instant shown = shown(document);
        return shown == null ? loading : shown;
    }
}
