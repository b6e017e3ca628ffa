package io.github.glacierjob.internal.egress.stock;

/** The names of archives in the ledger, each given when its row is first written. */
final class ArchiveNames {

    private ArchiveNames() {}

    /** The archive's own name; its id, which is always safe as a file's name. */
    static String nameOf(StockEntry entry) {
        return entry.archiveId();
    }
}
