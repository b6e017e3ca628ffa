package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.inventory.InventoryReader;
import io.github.glacierjob.options.OnBadArchive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Reads a document once, entry by entry. Used by one thread; any thread may call {@link #close()}. */
public final class InventoryPass implements StockEntry.Source {

    private final InventoryDocument document;
    private final OnBadArchive onBadArchive;
    private final DigestInputStream bytes;
    private final InventoryReader reader;

    public InventoryPass(InventoryDocument document, OnBadArchive onBadArchive) {
        this.document = document;
        this.onBadArchive = onBadArchive;
        this.bytes = new DigestInputStream(opened(document), sha256Digest());
        this.reader = new InventoryReader(new BufferedInputStream(bytes, 1 << 16), InventoryPosition.START);
    }

    private static InputStream opened(InventoryDocument document) {
        try {
            return document.bytes().open();
        } catch (IOException e) {
            throw unreadable(document, e);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The exception for a document that cannot be read: the one that a download threw, or a new one. */
    private static RuntimeException unreadable(InventoryDocument document, IOException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(document + ": " + e.getMessage(), e);
    }

    /**
     * The next entry; empty at the end of the document.
     *
     * @throws IllegalStateException if the document is not an inventory, or if it has an entry without a usable id and
     *                               the option makes this an error
     */
    @Override
    public Optional<StockEntry> next() {
        try {
            return reader.hasNext() ? Optional.of(StockEntry.of(reader.next())) : Optional.empty();
        } catch (BadArchiveException e) {
            StockEntry entry = StockEntry.of(e, reader.position().archives());
            if (entry.problem() != null && onBadArchive == OnBadArchive.error) {
                throw unreadable(document, e);
            }
            return Optional.of(entry);
        } catch (IOException e) {
            throw unreadable(document, e);
        }
    }

    @Override
    public Optional<String> vaultArn() {
        return reader.vaultArn();
    }

    @Override
    public Instant date() {
        return facts(0).shown(document);
    }

    /** The facts about the document. Called after the last entry. */
    public DocumentFacts facts(long bad) {
        return new DocumentFacts(
                reader.inventoryDate().map(StockEntry::moment).orElse(null),
                HexFormat.of().formatHex(bytes.getMessageDigest().digest()),
                bad);
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw unreadable(document, e);
        }
    }
}
