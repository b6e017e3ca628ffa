package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.stock.InventoryDocument;
import io.github.glacierjob.internal.egress.stock.InventoryPass;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import io.github.glacierjob.options.OnBadArchive;
import java.time.Instant;
import java.util.Optional;

/** Reads the entries of an inventory document, in JSON or CSV. */
final class DocumentEntries implements Entries {

    private final InventoryDocument document;
    private final InventoryPass pass;

    DocumentEntries(InventoryDocument document, OnBadArchive onBadArchive) {
        this.document = document;
        this.pass = new InventoryPass(document, onBadArchive);
    }

    @Override
    public Optional<StockEntry> next() {
        return pass.next();
    }

    @Override
    public Optional<String> vaultArn() {
        return pass.vaultArn();
    }

    @Override
    public Instant date() {
        return pass.facts(0).shown(document);
    }

    @Override
    public void close() {
        pass.close();
    }
}
