package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.naming.GivenName;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.internal.spill.SortedSpill;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of archives in a load, if the inventory has something new about them. An existing row keeps its name.
 * It also keeps its state, unless it is LISTED, or SKIPPED because of the filter or because an older inventory lacked
 * the archive.
 *
 * @param load   the number of the load
 * @param date   when the inventory was made; null if that is not known
 * @param latest the latest moment at which the listed archives may have been in the vault
 * @param newest the newest inventory of all complete loads before
 * @param now    the present time
 * @param names  gives names to new rows
 */
record ArchiveRows(
        Sql sql,
        String vaultArn,
        long load,
        Instant date,
        Instant latest,
        KnownRow.Newest newest,
        Instant now,
        Names names) {

    /** The beginning of the cause of each row whose archive was deleted, as an inventory showed. */
    static final String DELETED = "deleted before ";

    private static final int PAGE = 5000;
    private static final String KEY = " WHERE " + Sql.OF_ARCHIVE;

    /** The row of an archive gets its number from its key, so that an archive cannot have two rows. */
    private static final String INSERT_KEY = "INSERT INTO {KEY} (VAULT_ARN, ARCHIVE_ID) VALUES (?, ?)";

    private static final String INSERT =
            "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, NAME, DESCRIPTION, CREATED,"
                    + " SIZE_BYTES, TREE_HASH, STATE, CAUSE, DONE_AT, SEEN_LOAD, SEEN_DATE, NAME_KEY, FIRST_LOAD, MODIFIED,"
                    + " COMPRESSED, ENCRYPTED) VALUES (" + Sql.ROW_NO
                    + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String JUDGE = "UPDATE {ARCHIVE} SET STATE = ?, CAUSE = ?, DONE_AT = ?, LISTED_LOAD = ?" + KEY
            + " AND (STATE <> ? OR CAUSE LIKE '" + DELETED
            + "%') AND ORDER_ID IS NULL AND (STATE = 'LISTED' OR STATE = 'SKIPPED' AND (CAUSE LIKE '"
            + ArchiveFilter.CAUSE + "%' OR CAUSE LIKE '" + Limits.TOO_LARGE + "%' OR CAUSE LIKE '" + DELETED
            + "%' AND SEEN_DATE < ?))";

    /** Keeps a row from being ordered until the load with this number is complete. */
    private static final String HOLD =
            "UPDATE {ARCHIVE} SET LISTED_LOAD = ?" + KEY + " AND STATE = 'LISTED' AND ORDER_ID IS NOT NULL";

    /** The next rows whose state a filter may change, after an id, in the order of the database. */
    static final String JUDGED = "SELECT K.ARCHIVE_ID, DESCRIPTION, CREATED, SIZE_BYTES, TREE_HASH, STATE, CAUSE"
            + " FROM {KEY} K JOIN {ARCHIVE} A ON A.ROW_NO = K.ROW_NO WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID > ?"
            + " AND (STATE = 'LISTED' OR STATE = 'SKIPPED' AND (CAUSE LIKE '"
            + ArchiveFilter.CAUSE + "%' OR CAUSE LIKE '" + Limits.TOO_LARGE + "%'))"
            + " ORDER BY K.VAULT_ARN, K.ARCHIVE_ID FETCH FIRST ? ROWS ONLY";

    private static final String DATED = "SEEN_DATE = CASE WHEN SEEN_DATE > ? THEN SEEN_DATE ELSE ? END";

    private static final String SEEN = "UPDATE {ARCHIVE} SET SEEN_LOAD = ?, LACKED_LOAD = NULL, " + DATED
            + ", CREATED = COALESCE(CREATED, ?), SIZE_BYTES = COALESCE(SIZE_BYTES, ?),"
            + " TREE_HASH = COALESCE(TREE_HASH, ?)" + KEY;

    private static final String LACKED = "UPDATE {ARCHIVE} SET LACKED_LOAD = ?, " + DATED + KEY;

    /**
     * Makes an archive SKIPPED that was deleted. The inventory must be newer than the last fact about the archive, and
     * the archive must not be ordered.
     */
    private static final String DELETE =
            "UPDATE {ARCHIVE} SET STATE = 'SKIPPED', CAUSE = ?, DONE_AT = ?, SEEN_DATE = ?" + KEY
                    + " AND (STATE = 'LISTED' OR STATE = 'SKIPPED' AND (CAUSE LIKE '" + ArchiveFilter.CAUSE
                    + "%' OR CAUSE LIKE '" + Limits.TOO_LARGE + "%')) AND ORDER_ID IS NULL"
                    + " AND (SEEN_DATE IS NULL OR SEEN_DATE < ?)";

    /**
     * An entry, and the decision about its archive.
     *
     * @param cause why the archive is not wanted; null if it is wanted
     */
    record Judged(StockEntry entry, String cause) {

        String archiveId() {
            return entry.archiveId();
        }

        /** Joins two entries of one archive into one. The decision about the last entry counts. */
        Judged with(Judged later) {
            return new Judged(entry.with(later.entry), later.cause);
        }

        private ArchiveState state() {
            return cause == null ? ArchiveState.LISTED : ArchiveState.SKIPPED;
        }
    }

    /** The changes of one transaction. The archives are different, and in the order of their ids. */
    static final class Changes {

        private final List<Judged> added = new ArrayList<>();
        private final List<Judged> judged = new ArrayList<>();
        private final List<Seen> seen = new ArrayList<>();
        private final List<KnownRow> deleted = new ArrayList<>();
        private final List<KnownRow> lacked = new ArrayList<>();

        int size() {
            return added.size() + judged.size() + seen.size() + deleted.size() + lacked.size();
        }
    }

    private record Seen(KnownRow row, StockEntry entry) {}

    /**
     * Compares an entry with the row of its archive, and adds the necessary changes.
     *
     * @param entry null if the inventory lacks the archive
     * @param row   null if the archive is new
     * @return the number of characters to be written
     */
    int compare(Judged entry, KnownRow row, Changes changes) {
        int before = changes.size();
        if (row == null) {
            changes.added.add(entry);
        } else if (entry == null) {
            missing(row, changes);
        } else {
            if (row.isJudgedOtherwise(entry.cause() == null)) {
                changes.judged.add(entry);
            }
            if (!row.isAsSeen(entry.entry(), latest, newest)) {
                changes.seen.add(new Seen(row, entry.entry()));
            }
        }
        return entry == null || changes.size() == before ? 0 : entry.entry().length();
    }

    private void missing(KnownRow row, Changes changes) {
        if (row.isDeletedBefore(date, newest)) {
            changes.deleted.add(row);
        }
        if (!row.lacked()) {
            changes.lacked.add(row);
        }
    }

    void write(Connection connection, Changes changes) throws SQLException {
        sql.batch(connection, JUDGE, changes.judged, this::judging);
        sql.batch(connection, SEEN, changes.seen, this::seeing);
        sql.batch(connection, LACKED, changes.lacked, this::lacking);
        sql.batch(connection, DELETE, changes.deleted, this::deleting);
        sql.batch(connection, INSERT_KEY, changes.added, added -> new Object[] {vaultArn, added.archiveId()});
        sql.batch(connection, INSERT, changes.added, this::inserting);
    }

    /**
     * What became of decisions.
     *
     * @param changed the number of rows whose state has changed
     * @param open    the number of rows that the filter refuses and that have an open order
     */
    record Decisions(long changed, long open) {

        Decisions plus(Decisions more) {
            return new Decisions(changed + more.changed, open + more.open);
        }
    }

    /**
     * Applies decisions to rows, without an inventory. A refused row with an open order stays, and is not ordered again
     * before the next time that decisions are applied.
     */
    static Decisions judge(LoaderClaim claim, Connection connection, long load, List<Judged> judged)
            throws SQLException {
        ArchiveRows rows = new ArchiveRows(
                claim.sql(), claim.arn(), load, null, Instant.EPOCH, new KnownRow.Newest(0, null), claim.now(), null);
        int[] changed = claim.sql().batch(connection, JUDGE, judged, rows::judging);
        List<Judged> refused =
                judged.stream().filter(one -> one.cause() != null).toList();
        int[] open = claim.sql()
                .batch(connection, HOLD, refused, one -> new Object[] {load + 1, claim.arn(), one.archiveId()});
        return new Decisions(Arrays.stream(changed).sum(), Arrays.stream(open).sum());
    }

    private Object[] inserting(Judged judged) {
        StockEntry entry = judged.entry();
        GivenName given = names.of(entry.archiveId(), entry.description());
        return new Object[] {
            vaultArn,
            entry.archiveId(),
            vaultArn,
            entry.archiveId(),
            given.name(),
            entry.description(),
            entry.created(),
            entry.size(),
            entry.treeHash(),
            judged.state(),
            judged.cause(),
            doneAt(judged),
            load,
            latest,
            given.key(),
            load,
            given.modified(),
            given.compressed(),
            given.encrypted()
        };
    }

    private Object[] judging(Judged judged) {
        return new Object[] {
            judged.state(),
            judged.cause(),
            doneAt(judged),
            load,
            vaultArn,
            judged.entry().archiveId(),
            judged.state(),
            latest
        };
    }

    private Instant doneAt(Judged judged) {
        return judged.cause() == null ? null : now;
    }

    private Object[] seeing(Seen seen) {
        Instant before = seen.row().decidedAt(newest);
        Instant decided = before != null && before.isAfter(latest) ? before : latest;
        StockEntry entry = seen.entry();
        return new Object[] {
            load, decided, decided, entry.created(), entry.size(), entry.treeHash(), vaultArn, entry.archiveId()
        };
    }

    private Object[] deleting(KnownRow row) {
        return new Object[] {DELETED + date, now, date, vaultArn, row.archiveId(), date};
    }

    private Object[] lacking(KnownRow row) {
        Instant decided = row.decidedAt(newest);
        return new Object[] {load, decided, decided, vaultArn, row.archiveId()};
    }

    /**
     * Reads the existing rows, in the order of their ids in Java.
     *
     * @param goOn called for each page; throws to end the reading
     */
    SortedSpill<KnownRow> known(Path directory, Runnable goOn) {
        SortedSpill<KnownRow> known = KnownRow.Format.spill(directory);
        boolean more = true;
        String last = "";
        while (more) {
            goOn.run();
            List<KnownRow> page = sql.query(KnownRow.QUERY, KnownRow::of, vaultArn, last, PAGE);
            page.forEach(known::add);
            more = page.size() == PAGE;
            last = page.isEmpty() ? last : page.get(page.size() - 1).archiveId();
        }
        return known;
    }
}
