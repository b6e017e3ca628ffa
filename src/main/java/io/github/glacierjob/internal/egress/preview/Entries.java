package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.stock.StockEntry;
import java.time.Instant;
import java.util.Optional;

/** Reads the entries of an inventory, one after the other. Used by one thread. */
interface Entries extends AutoCloseable {

    /** The next entry; empty after the last one. */
    Optional<StockEntry> next();

    /** The vault's ARN in the inventory; known after the last entry. */
    Optional<String> vaultArn();

    /** The date of the inventory; null if it is not known. Known after the last entry. */
    Instant date();

    @Override
    void close();
}
