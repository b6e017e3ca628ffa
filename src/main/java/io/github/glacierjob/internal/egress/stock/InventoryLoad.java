package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.budget.TooLarge;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.internal.egress.naming.NewRows;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Brings the rows of a vault up to an inventory. The document is read to its end first, so that nothing is written of one
 * that is torn, of another vault, or has entries that are errors. Its entries are sorted, and then written in batches that
 * are committed one by one. A load that ends in the middle has done no harm, and begins again.
 */
final class InventoryLoad {

    /** Entries in a transaction: each commit writes every page of the indexes that it has changed. */
    private static final int BATCH = 5000;

    /** Characters in a transaction, so that long descriptions take no more memory. */
    private static final long BATCH_CHARACTERS = 2_000_000;

    private static final int LONGEST_CAUSE = 1000;
    private static final String NOT_WANTED = ", WANTED_AT = NULL, WANTED_JOB_ID = NULL, WANTED_LOOK_AT = NULL";

    private final LoaderClaim claim;
    private final ArchiveFilter filter;
    private final Names names;
    private final TooLarge tooLarge;
    private final BooleanSupplier stopped;

    InventoryLoad(LoaderClaim claim, ArchiveFilter filter, Names names, TooLarge tooLarge, BooleanSupplier stopped) {
        this.claim = claim;
        this.filter = filter;
        this.names = names;
        this.tooLarge = tooLarge;
        this.stopped = stopped;
    }

    /** Loads a document, unless it is the one that is loaded and the filter is the same. */
    void run(InventoryDocument document) {
        try (SortedSpill<StockEntry> entries =
                StockEntry.Format.spill(claim.options().getWorkDirectory())) {
            run(document, checked(document, entries), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(InventoryDocument document, DocumentFacts facts, SortedSpill<StockEntry> entries) {
        VaultRow before = claim.row();
        boolean same = before.isWhole()
                && facts.sha256().equals(before.loaded().sha256())
                && Optional.ofNullable(document.source())
                        .equals(Optional.ofNullable(before.loaded().source()))
                && filter.isThatOf(before.filter());
        if (same) {
            claim.update("INVENTORY_JOB_ID = ?, LOADED_AT = ?" + NOT_WANTED, document.jobId(), claim.now());
        } else {
            names.check();
            load(
                    document,
                    facts,
                    entries,
                    before.loaded() == null ? 0 : before.loaded().loadNo());
        }
    }

    private DocumentFacts checked(InventoryDocument document, SortedSpill<StockEntry> entries) {
        long bad = 0;
        try (InventoryPass pass = new InventoryPass(document, claim.options().getOnBadArchive())) {
            for (Optional<StockEntry> entry = next(pass); entry.isPresent(); entry = next(pass)) {
                entries.add(entry.get());
                bad += entry.get().problem() == null ? 0 : 1;
            }
            pass.vaultArn().ifPresent(arn -> refuseForeign(document, arn));
            return pass.facts(bad);
        }
    }

    private Optional<StockEntry> next(InventoryPass pass) {
        goOn();
        return pass.next();
    }

    private void goOn() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("The route stops");
        }
    }

    private void refuseForeign(InventoryDocument document, String arn) {
        if (!arn.equals(claim.arn())) {
            throw new IllegalStateException(document + ": expected the inventory of vault " + claim.arn()
                    + ", it is of " + Rejection.printable(arn) + "; nothing was loaded");
        }
    }

    private void load(InventoryDocument document, DocumentFacts facts, SortedSpill<StockEntry> entries, long before) {
        claim.update("LOADS = LOADS + 1");
        long number = claim.sql()
                .query("SELECT LOADS FROM {VAULT} WHERE VAULT_ARN = ?", row -> row.getLong("LOADS"), claim.arn())
                .get(0);
        Instant now = claim.now();
        ArchiveRows rows = new ArchiveRows(claim.sql(), claim.arn(), number, facts.latest(document, now), now, names);
        claim.ledger().fill(() -> write(rows, entries.sorted()));
        claim.sql().analyze("{ARCHIVE}");
        names.settle(new NewRows(
                claim.sql(), claim.arn(), before, connection -> claim.update(connection, "LOADS = ?", rows.load())));
        finish(document, facts, rows);
    }

    private void write(ArchiveRows rows, Iterator<StockEntry> entries) {
        boolean fresh = rows.isEmpty();
        List<ArchiveRows.Judged> batch = new ArrayList<>();
        long characters = 0;
        while (entries.hasNext()) {
            goOn();
            ArchiveRows.Judged next = judged(entries.next());
            ArchiveRows.Judged last = batch.isEmpty() ? null : batch.get(batch.size() - 1);
            if (last != null && last.isOfSameArchive(next)) {
                batch.set(batch.size() - 1, last.with(next));
                continue;
            }
            if (batch.size() == BATCH || characters > BATCH_CHARACTERS) {
                write(rows, batch, fresh);
                characters = 0;
            }
            batch.add(next);
            characters += next.entry().length();
        }
        write(rows, batch, fresh);
    }

    private ArchiveRows.Judged judged(StockEntry entry) {
        if (entry.problem() == null) {
            String unwanted = filter.refusal(entry);
            return new ArchiveRows.Judged(
                    entry, unwanted == null ? tooLarge.refusal(entry.size()).orElse(null) : unwanted);
        }
        String cause = StockEntry.BAD + entry.problem();
        return new ArchiveRows.Judged(entry, cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE)));
    }

    private void write(ArchiveRows rows, List<ArchiveRows.Judged> batch, boolean fresh) {
        claim.sql().inTransaction(connection -> {
            // The vault's row first, as all who lock both.
            claim.update(connection, "LOADS = ?", rows.load());
            rows.write(connection, batch, fresh);
            return null;
        });
        batch.clear();
    }

    private void finish(InventoryDocument document, DocumentFacts facts, ArchiveRows rows) {
        if (facts.date() != null) {
            skipAbsent(rows, facts.date());
        }
        claim.update(
                "LOAD_NO = ?, INVENTORY_JOB_ID = ?, INVENTORY_SOURCE = ?, INVENTORY_DATE = ?, INVENTORY_SHA256 = ?,"
                        + " LOADED_AT = ?, ARCHIVES = ?, BAD_ENTRIES = ?, FILTER = ?" + NOT_WANTED,
                rows.load(),
                document.jobId(),
                document.source(),
                facts.shown(document),
                facts.sha256(),
                claim.now(),
                rows.seen() - facts.bad(),
                facts.bad(),
                filter.text());
    }

    /** In small transactions, so that no other work waits for long. */
    private void skipAbsent(ArchiveRows rows, Instant date) {
        for (List<String> absent = rows.absent("", date, BATCH);
                !absent.isEmpty();
                absent = rows.absent(absent.get(absent.size() - 1), date, BATCH)) {
            List<String> skipped = absent;
            claim.sql().inTransaction(connection -> {
                claim.update(connection, "LOADS = ?", rows.load());
                rows.skip(connection, skipped, date);
                return null;
            });
        }
    }
}
