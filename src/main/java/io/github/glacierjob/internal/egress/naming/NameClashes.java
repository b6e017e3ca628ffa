package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.internal.spill.SpillFormat;
import io.github.glacierjob.naming.NamePolicy;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Resolves clashes of names. Of all archives with the same name, the first one keeps the name, and the others take
 * their next candidates, until no two rows have the same name. The first archive is the one that has its name from an
 * earlier load, then the oldest one, then the one with the smallest id.
 *
 * <p>The result does not depend on the order in which the clashes are resolved, also not after a crash: each archive
 * gets the first of its candidates that no archive before it has. So the names depend on the set of archives only. The
 * rows are sorted by their names in a temporary file; the memory holds one batch. The table needs no index by name,
 * which H2 would change at each update of a row.
 */
final class NameClashes {

    private static final int PAGE = 5000;

    private static final String ROWS = "SELECT K.ARCHIVE_ID, NAME, NAME_KEY, CREATED, FIRST_LOAD"
            + " FROM {KEY} K JOIN {ARCHIVE} A ON A.ROW_NO = K.ROW_NO WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID > ?"
            + " ORDER BY K.VAULT_ARN, K.ARCHIVE_ID FETCH FIRST " + PAGE + " ROWS ONLY";

    /** The rows of a name are beside each other, the first one before the others. */
    private static final Comparator<Row> FIRST = Comparator.comparing(Row::key)
            .thenComparing(Row::isNew)
            .thenComparing(Row::created, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Row::archiveId);

    private final NamePolicy policy;
    private final NewRows rows;

    NameClashes(NamePolicy policy, NewRows rows) {
        this.policy = policy;
        this.rows = rows;
    }

    private record Row(String archiveId, String name, Long key, Instant created, boolean isNew) {}

    /** Resolves all clashes, except those between rows whose names are final. */
    void end() {
        boolean more = true;
        while (more) {
            try (SortedSpill<Row> sorted = sorted()) {
                more = leave(sorted.sorted());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SortedSpill<Row> sorted() {
        SortedSpill<Row> sorted = new SortedSpill<>(rows.directory(), new Format(), FIRST, Format.MOST_WEIGHT);
        String last = "";
        boolean more = true;
        while (more) {
            List<Row> page = rows.sql().query(ROWS, this::row, rows.vaultArn(), last);
            page.stream().filter(row -> row.key() != null).forEach(sorted::add);
            more = page.size() == PAGE;
            last = page.isEmpty() ? last : page.get(page.size() - 1).archiveId();
        }
        return sorted;
    }

    /** Renames all new rows but the first one of each name; returns whether any was renamed. */
    private boolean leave(Iterator<Row> sorted) {
        boolean any = false;
        Row first = null;
        List<NewRows.Renamed> leaving = new ArrayList<>();
        while (sorted.hasNext()) {
            Row row = sorted.next();
            if (first == null || !first.key().equals(row.key())) {
                first = row;
            } else if (row.isNew()) {
                leaving.add(new NewRows.Renamed(row.archiveId(), Candidate.after(row.name(), row.archiveId(), policy)));
                any = true;
            }
            if (leaving.size() == NewRows.BATCH) {
                rename(leaving);
                leaving = new ArrayList<>();
            }
        }
        rename(leaving);
        return any;
    }

    private void rename(List<NewRows.Renamed> leaving) {
        if (!leaving.isEmpty()) {
            rows.inTransaction(connection -> rows.rename(connection, leaving));
        }
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("ARCHIVE_ID"),
                row.getString("NAME"),
                Sql.number(row, "NAME_KEY"),
                Sql.instant(row, "CREATED"),
                row.getLong("FIRST_LOAD") > rows.before());
    }

    /** Writes and reads rows that have names. */
    private static final class Format implements SpillFormat<Row> {

        private static final long MOST_WEIGHT = 2_000_000;
        private static final int OVERHEAD = 200;

        @Override
        public int weight(Row row) {
            return row.archiveId().length() + row.name().length() + OVERHEAD;
        }

        @Override
        public void write(Row row, DataOutput out) throws IOException {
            out.writeUTF(row.archiveId());
            out.writeUTF(row.name());
            out.writeLong(row.key());
            out.writeBoolean(row.created() != null);
            if (row.created() != null) {
                out.writeLong(row.created().toEpochMilli());
            }
            out.writeBoolean(row.isNew());
        }

        @Override
        public Row read(DataInput in) throws IOException {
            return new Row(
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null,
                    in.readBoolean());
        }
    }
}
