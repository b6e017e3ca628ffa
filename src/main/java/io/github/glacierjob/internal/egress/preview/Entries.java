package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.stock.StockEntry;
import java.time.Instant;
import java.util.Optional;

/** The entries of an inventory, one after the other. Used by one thread. */
interface Entries extends AutoCloseable {

    /** The next entry; empty at the end. */
    Optional<StockEntry> next();

    /** The vault that the inventory names; known once the entries have been read. */
    Optional<String> vaultArn();

    /** The date of the inventory, null if it is not known; known once the entries have been read. */
    Instant date();

    @Override
    void close();
}
