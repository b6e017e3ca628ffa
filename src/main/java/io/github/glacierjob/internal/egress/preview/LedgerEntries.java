package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.stock.StockEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads the entries of the ledger's inventory from its rows. It reads pages by key, so that it holds no connection
 * between them.
 */
final class LedgerEntries implements StockEntry.Source {

    private static final int PAGE = 5000;

    private static final String ROWS = "SELECT K.ARCHIVE_ID, DESCRIPTION, CREATED, SIZE_BYTES, TREE_HASH, STATE, CAUSE"
            + " FROM {KEY} K JOIN {ARCHIVE} A ON A.ROW_NO = K.ROW_NO WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID > ? AND (LACKED_LOAD IS NULL OR LACKED_LOAD > ?)"
            + " ORDER BY K.VAULT_ARN, K.ARCHIVE_ID FETCH FIRST " + PAGE + " ROWS ONLY";

    private final Sql sql;
    private final LedgerInventory inventory;
    private final Deque<StockEntry> page = new ArrayDeque<>();
    private String last = "";
    private boolean end;

    LedgerEntries(Sql sql, LedgerInventory inventory) {
        this.sql = sql;
        this.inventory = inventory;
    }

    @Override
    public Optional<StockEntry> next() {
        if (page.isEmpty() && !end) {
            List<StockEntry> rows = sql.query(
                    ROWS,
                    StockEntry::of,
                    inventory.vaultArn(),
                    last,
                    inventory.loaded().loadNo());
            end = rows.size() < PAGE;
            page.addAll(rows);
            last = rows.isEmpty() ? last : rows.get(rows.size() - 1).archiveId();
        }
        return Optional.ofNullable(page.poll());
    }

    @Override
    public Optional<String> vaultArn() {
        return Optional.of(inventory.vaultArn());
    }

    @Override
    public Instant date() {
        return inventory.loaded().date();
    }
}
