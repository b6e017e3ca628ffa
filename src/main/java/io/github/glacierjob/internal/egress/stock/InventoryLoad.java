package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.budget.TooLarge;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.internal.egress.naming.NewRows;
import io.github.glacierjob.internal.spill.SideBySide;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.util.StringHelper;

/**
 * Loads an inventory into the rows of a vault. The document is first read to its end, so that nothing is written if it
 * is incomplete, belongs to another vault, or has entries that are errors. Then the entries are sorted and compared
 * with the existing rows, and the differences are written in batches, each with its own commit. A load that ends in the
 * middle does no harm, and starts again.
 */
final class InventoryLoad {

    /** The number of entries in a transaction: each commit writes every page of the indexes that has changed. */
    static final int BATCH = 5000;

    /** The number of characters in a transaction, which limits the memory for long descriptions. */
    private static final long BATCH_CHARACTERS = 2_000_000;

    private static final int LONGEST_CAUSE = 1000;

    /** Rows that became LISTED in a run that broke off, or that wait for the decision of a filter. */
    private static final String WAITING = "SELECT 1 AS ONE FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'LISTED'"
            + " AND LISTED_LOAD > ? FETCH FIRST 1 ROWS ONLY";

    private static final String NOT_WANTED = ", WANTED_AT = NULL, WANTED_JOB_ID = NULL, WANTED_LOOK_AT = NULL";

    private final LoaderClaim claim;
    private final ArchiveFilter filter;
    private final Names names;
    private final TooLarge tooLarge;
    private final BooleanSupplier stopped;
    private final int batch;
    private final Path directory;

    /** A load with transactions of so many entries. */
    InventoryLoad(LoaderClaim claim, ArchiveFilter filter, Names names, BooleanSupplier stopped, int batch) {
        this.claim = claim;
        this.filter = filter;
        this.names = names;
        this.tooLarge = new TooLarge(claim.vault());
        this.stopped = stopped;
        this.batch = batch;
        this.directory = StockEntry.Format.directory(claim.vault().options());
    }

    /** Whether the filter of the last load makes the same decisions. */
    boolean isThatOf(VaultRow row) {
        return filter.isThatOf(row.filter());
    }

    /**
     * Applies the filter to the rows, without an inventory. If that changes any, it counts as a load: rows that become
     * LISTED are ordered only after a listing of the jobs. Until it is finished, the vault's row has no filter that any
     * node uses, so that the next start repeats it. The decision about an archive with an open order waits until the
     * order is settled: its job may exist.
     *
     * @return whether all rows are decided; if not, it must be repeated later
     */
    boolean judgeAgain() {
        // Before the number is read: from now on, a retry counts no load of its own.
        claim.update("FILTER = ?", ArchiveFilter.UNFINISHED);
        VaultRow before = claim.row();
        long number = before.loads() + 1;
        ArchiveRows.Decisions sum = new ArchiveRows.Decisions(0, 0);
        for (List<StockEntry> page = page(""); !page.isEmpty(); page = page(last(page))) {
            goOn();
            List<ArchiveRows.Judged> judged = page.stream()
                    .map(this::judged)
                    .sorted(Comparator.comparing(ArchiveRows.Judged::archiveId))
                    .toList();
            sum = sum.plus(claim.sql().inTransaction(connection -> {
                claim.update(connection, "LOADS = LOADS");
                return ArchiveRows.judge(claim, connection, number, judged);
            }));
        }
        finishJudging(before, number, sum);
        return sum.open() == 0;
    }

    private void finishJudging(VaultRow before, long number, ArchiveRows.Decisions sum) {
        long loaded = before.loaded().loadNo();
        boolean counts = sum.changed() > 0 || claim.vault().ledger().hasRow(WAITING, claim.arn(), loaded);
        claim.update(
                "FILTER = ?, LOADS = ?, LOAD_NO = ?",
                sum.open() == 0 ? filter.text() : ArchiveFilter.UNFINISHED,
                counts ? number : before.loads(),
                counts && before.isWhole() ? number : loaded);
    }

    private List<StockEntry> page(String last) {
        return claim.sql().query(ArchiveRows.JUDGED, StockEntry::of, claim.arn(), last, batch);
    }

    private static String last(List<StockEntry> page) {
        return page.get(page.size() - 1).archiveId();
    }

    /** Loads a document, unless the same document is already loaded with the same filter. */
    void run(InventoryDocument document) {
        try (SortedSpill<StockEntry> entries = StockEntry.Format.spill(directory)) {
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
            load(document, facts, entries, before);
        }
    }

    private DocumentFacts checked(InventoryDocument document, SortedSpill<StockEntry> entries) {
        long bad = 0;
        try (InventoryPass pass =
                new InventoryPass(document, claim.vault().options().getOnBadArchive())) {
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
                    + ", got that of " + Rejection.printable(arn) + "; nothing was loaded");
        }
    }

    private void load(
            InventoryDocument document, DocumentFacts facts, SortedSpill<StockEntry> entries, VaultRow before) {
        claim.update("LOADS = LOADS + 1");
        Instant now = claim.now();
        ArchiveRows rows = new ArchiveRows(
                claim.sql(),
                claim.arn(),
                claim.row().loads(),
                facts.date(),
                facts.latest(document, now),
                before.newest(),
                now,
                names);
        AtomicLong archives = new AtomicLong();
        AtomicLong added = new AtomicLong();
        claim.vault().ledger().fill(() -> archives.set(write(rows, entries.sorted(), added)));
        claim.sql().analyze("{ARCHIVE}");
        claim.sql().analyze("{KEY}");
        long loaded = before.loaded() == null ? 0 : before.loaded().loadNo();
        NewRows fresh = new NewRows(
                claim.sql(),
                claim.arn(),
                loaded,
                directory,
                connection -> claim.update(connection, "LOADS = ?", rows.load()));
        // A load that broke off may also have added rows.
        names.settle(fresh, added.get() > 0 || before.loads() != loaded);
        finish(document, facts, rows, archives.get() - facts.bad());
    }

    /** Writes the changes, and counts the new rows; returns the number of archives in the inventory. */
    private long write(ArchiveRows rows, Iterator<StockEntry> entries, AtomicLong added) {
        try (SortedSpill<KnownRow> known = rows.known(directory, this::goOn)) {
            Stream<ArchiveRows.Judged> judged = StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
                    .map(this::judged);
            Iterator<SideBySide.Pair<ArchiveRows.Judged, KnownRow>> pairs = new SideBySide<>(
                    judged.iterator(),
                    ArchiveRows.Judged::archiveId,
                    ArchiveRows.Judged::with,
                    known.sorted(),
                    KnownRow::archiveId);
            return compare(rows, pairs, added);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long compare(
            ArchiveRows rows, Iterator<SideBySide.Pair<ArchiveRows.Judged, KnownRow>> pairs, AtomicLong added) {
        long archives = 0;
        long characters = 0;
        ArchiveRows.Changes changes = new ArchiveRows.Changes();
        while (pairs.hasNext()) {
            goOn();
            SideBySide.Pair<ArchiveRows.Judged, KnownRow> next = pairs.next();
            archives += next.left() == null ? 0 : 1;
            added.addAndGet(next.right() == null ? 1 : 0);
            characters += rows.compare(next.left(), next.right(), changes);
            if (changes.size() >= batch || characters > BATCH_CHARACTERS) {
                commit(rows, changes);
                characters = 0;
                changes = new ArchiveRows.Changes();
            }
        }
        commit(rows, changes);
        return archives;
    }

    private void commit(ArchiveRows rows, ArchiveRows.Changes changes) {
        claim.sql().inTransaction(connection -> {
            // The vault's row is locked first, in all transactions that also lock rows of archives.
            claim.update(connection, "LOADS = ?", rows.load());
            rows.write(connection, changes);
            return null;
        });
    }

    private ArchiveRows.Judged judged(StockEntry entry) {
        if (entry.problem() == null) {
            String unwanted = filter.refusal(entry);
            return new ArchiveRows.Judged(
                    entry, unwanted == null ? tooLarge.refusal(entry.size()).orElse(null) : unwanted);
        }
        String cause = StockEntry.BAD + entry.problem();
        return new ArchiveRows.Judged(entry, StringHelper.limitLength(cause, LONGEST_CAUSE));
    }

    private void finish(InventoryDocument document, DocumentFacts facts, ArchiveRows rows, long archives) {
        boolean newest = !rows.newest().isNewerThan(rows.latest());
        claim.update(
                "LOAD_NO = ?, INVENTORY_JOB_ID = ?, INVENTORY_SOURCE = ?, INVENTORY_DATE = ?, INVENTORY_SHA256 = ?,"
                        + " LOADED_AT = ?, ARCHIVES = ?, BAD_ENTRIES = ?, FILTER = ?, NEWEST_LOAD = ?,"
                        + " NEWEST_DATE = ?" + NOT_WANTED,
                rows.load(),
                document.jobId(),
                document.source(),
                facts.shown(document),
                facts.sha256(),
                claim.now(),
                archives,
                facts.bad(),
                filter.text(),
                newest ? rows.load() : rows.newest().load(),
                newest ? rows.latest() : rows.newest().date());
    }
}
