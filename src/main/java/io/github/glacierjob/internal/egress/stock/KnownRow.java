package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.spill.SpillFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;

/**
 * The values of an existing row that a load needs, to leave the row unchanged if the inventory has nothing new. The
 * state may have changed after the row was read, so each update repeats the conditions. Immutable.
 *
 * @param lacks    bits of the values that are not known
 * @param gone     whether an inventory has shown that the archive was deleted
 * @param lacked   whether all complete loads since a certain one have lacked the archive
 * @param seenLoad the load since which all complete loads have contained the archive, unless it is lacked; 0 if there
 *                 is no such load
 * @param seenDate the date in the row; null if there is no date
 */
record KnownRow(
        String archiveId,
        ArchiveState state,
        int lacks,
        boolean gone,
        boolean lacked,
        long seenLoad,
        Instant seenDate) {

    private static final int CREATED = 1;
    private static final int SIZE = 2;
    private static final int HASH = 4;

    /** The next rows after an id, in the order of the database. */
    static final String QUERY = "SELECT K.ARCHIVE_ID, STATE, SEEN_LOAD, LACKED_LOAD, SEEN_DATE,"
            + " CASE WHEN CREATED IS NULL THEN " + CREATED + " ELSE 0 END + CASE WHEN SIZE_BYTES IS NULL THEN " + SIZE
            + " ELSE 0 END + CASE WHEN TREE_HASH IS NULL THEN " + HASH + " ELSE 0 END AS LACKS,"
            + " CASE WHEN STATE = 'SKIPPED' AND CAUSE LIKE '" + ArchiveRows.DELETED + "%' THEN 1 ELSE 0 END AS GONE"
            + " FROM {KEY} K JOIN {ARCHIVE} A ON A.ROW_NO = K.ROW_NO WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID > ?"
            + " ORDER BY K.VAULT_ARN, K.ARCHIVE_ID FETCH FIRST ? ROWS ONLY";

    static KnownRow of(ResultSet row) throws SQLException {
        return new KnownRow(
                row.getString("ARCHIVE_ID"),
                ArchiveState.valueOf(row.getString("STATE")),
                row.getInt("LACKS"),
                row.getInt("GONE") == 1,
                Sql.number(row, "LACKED_LOAD") != null,
                row.getLong("SEEN_LOAD"),
                Sql.instant(row, "SEEN_DATE"));
    }

    /**
     * The complete load of the newest inventory. If an archive is in this load and in all later ones, this date applies
     * to the row, so that the row needs no new date.
     *
     * @param load 0 if there is no complete load
     * @param date null if there is no complete load
     */
    record Newest(long load, Instant date) {

        boolean isNewerThan(Instant moment) {
            return date != null && date.isAfter(moment);
        }
    }

    /** The date of the newest inventory that decided whether the archive is in the vault; null if it is not known. */
    Instant decidedAt(Newest newest) {
        boolean byNewest = !lacked && seenLoad > 0 && seenLoad <= newest.load();
        return byNewest && (seenDate == null || newest.isNewerThan(seenDate)) ? newest.date() : seenDate;
    }

    /** Whether a load with this entry leaves the row unchanged. */
    boolean isAsSeen(StockEntry entry, Instant latest, Newest newest) {
        boolean filled = (lacks & CREATED) != 0 && entry.created() != null
                || (lacks & SIZE) != 0 && entry.size() != null
                || (lacks & HASH) != 0 && entry.treeHash() != null;
        Instant decided = decidedAt(newest);
        // A newer inventory counts for all rows when its load is complete; an older one must be stored if it is newer
        // than the row's date.
        boolean dated = newest.isNewerThan(latest) && (decided == null || decided.isBefore(latest));
        return !lacked && seenLoad > 0 && !filled && !dated;
    }

    /**
     * Whether the decision about an entry may change the row: its state, or its cause if the archive was thought to be
     * deleted.
     */
    boolean isJudgedOtherwise(boolean wanted) {
        return gone || wanted == (state == ArchiveState.SKIPPED) && !isDelivered();
    }

    /** Whether an inventory of the given date, which lacks the archive, shows that the archive was deleted. */
    boolean isDeletedBefore(Instant date, Newest newest) {
        Instant decided = decidedAt(newest);
        return !isDelivered() && !gone && date != null && (decided == null || decided.isBefore(date));
    }

    private boolean isDelivered() {
        return state == ArchiveState.DELIVERED || state == ArchiveState.PROVED;
    }

    /** Writes and reads rows, and sorts them by their ids as Java compares them. The order of a database may differ. */
    static final class Format implements SpillFormat<KnownRow> {

        private static final long MOST_WEIGHT = 2_000_000;
        private static final int OVERHEAD = 150;

        private Format() {}

        static SortedSpill<KnownRow> spill(Path directory) {
            return new SortedSpill<>(directory, new Format(), Comparator.comparing(KnownRow::archiveId), MOST_WEIGHT);
        }

        @Override
        public int weight(KnownRow row) {
            return row.archiveId.length() + OVERHEAD;
        }

        @Override
        public void write(KnownRow row, DataOutput out) throws IOException {
            out.writeUTF(row.archiveId);
            out.writeByte(row.state.ordinal());
            out.writeByte(row.lacks);
            out.writeBoolean(row.gone);
            out.writeBoolean(row.lacked);
            out.writeLong(row.seenLoad);
            out.writeLong(row.seenDate == null ? Long.MIN_VALUE : row.seenDate.toEpochMilli());
        }

        @Override
        public KnownRow read(DataInput in) throws IOException {
            return new KnownRow(
                    in.readUTF(),
                    ArchiveState.values()[in.readByte()],
                    in.readByte(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readLong(),
                    moment(in.readLong()));
        }

        private static Instant moment(long millis) {
            return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
        }
    }
}
