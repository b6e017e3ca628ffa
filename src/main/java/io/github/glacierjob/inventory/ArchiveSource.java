package io.github.glacierjob.inventory;

import java.io.IOException;
import java.util.Optional;

/** A document in one of the formats, being read. Not thread-safe. */
interface ArchiveSource {

    /**
     * Reads on.
     *
     * @return the next archive, or empty at the document's end
     * @throws BadEntryException        if an entry is wrong, and the next one can be read
     * @throws IllegalArgumentException if the document is wrong; the message says what was expected and what it has instead
     * @throws IOException              if it cannot be read, or is no JSON
     */
    Optional<InventoryArchive> read() throws IOException;

    /** When the inventory was made, in UTC as ISO 8601; empty where the document does not say, or not yet. */
    Optional<String> inventoryDate();

    /** The ARN of the vault; empty where the document does not say, or not yet. */
    Optional<String> vaultArn();

    /** Bytes of the document that have been read up to here; between two archives exact. */
    long offset();
}
