package io.github.glacierjob.inventory;

import java.io.IOException;
import java.util.Optional;

/** Reads archives from a document in one format. Not thread-safe. */
interface ArchiveSource {

    /**
     * Reads the next archive.
     *
     * @return the next archive, or empty at the document's end
     * @throws BadEntryException        if an entry is wrong, and the next entry can be read
     * @throws IllegalArgumentException if the document is wrong; the message has the expectation and the actual content
     * @throws IOException              if the document cannot be read, or is not JSON
     */
    Optional<InventoryArchive> read() throws IOException;

    /**
     * The date of the inventory, in UTC as ISO 8601; empty if the document has no date, or the reader has not reached it.
     */
    Optional<String> inventoryDate();

    /** The ARN of the vault; empty if the document does not have it, or the reader has not reached it. */
    Optional<String> vaultArn();

    /** The number of bytes read so far; exact between two archives. */
    long offset();
}
