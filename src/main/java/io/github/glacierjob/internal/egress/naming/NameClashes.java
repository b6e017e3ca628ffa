package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.spill.SortedSpill;
import io.github.glacierjob.naming.NamePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Resolves clashes of names: no two names are the same, and no name is a directory of another name.
 *
 * <p>First, a new name below a file whose name is final gets another directory. Then a new archive takes its next
 * candidate if its name is a directory, or if another archive is before it. The first archive of a name is the one that
 * has it from an earlier load, then the oldest one, then the one with the smallest id.
 *
 * <p>The result does not depend on the order in which the clashes are resolved, also not after a crash: each archive
 * gets the first of its candidates that is no directory and that no archive before it has. An archive that takes its
 * next candidate leaves its directories to the archive that made it do so. So the directories stay the same, and the
 * names depend on the set of archives only. The rows and the directories are sorted by their keys in a temporary file;
 * the memory holds one batch. The table needs no index by name, which H2 would change at each update of a row.
 */
final class NameClashes {

    private static final int PAGE = 5000;

    private static final String ROWS = "SELECT K.ARCHIVE_ID, NAME, NAME_KEY, CREATED, FIRST_LOAD"
            + " FROM {KEY} K JOIN {ARCHIVE} A ON A.ROW_NO = K.ROW_NO WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID > ?"
            + " ORDER BY K.VAULT_ARN, K.ARCHIVE_ID FETCH FIRST " + PAGE + " ROWS ONLY";

    private final NamePolicy policy;
    private final NewRows rows;

    NameClashes(NamePolicy policy, NewRows rows) {
        this.policy = policy;
        this.rows = rows;
    }

    /** Resolves all clashes, except those between rows whose names are final. */
    void end() {
        boolean more = true;
        while (more) {
            try (SortedSpill<NamedRow> sorted = sorted();
                    SortedSpill<NamedRow> leaving = NamedRow.spill(rows.directory())) {
                FixedFiles files = new FixedFiles(policy);
                find(sorted.sorted(), files, leaving);
                more = goAround(files) || leave(leaving.sorted());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SortedSpill<NamedRow> sorted() {
        SortedSpill<NamedRow> sorted = NamedRow.spill(rows.directory());
        Directories directories = new Directories();
        eachRow(row -> {
            sorted.add(row);
            directories.of(row.name(), key -> sorted.add(NamedRow.directory(key)));
        });
        return sorted;
    }

    private void eachRow(Consumer<NamedRow> each) {
        String last = "";
        boolean more = true;
        while (more) {
            List<NamedRow> page = rows.sql().query(ROWS, this::row, rows.vaultArn(), last);
            page.stream().filter(row -> row.key() != null).forEach(each);
            more = page.size() == PAGE;
            last = page.isEmpty() ? last : page.get(page.size() - 1).archiveId();
        }
    }

    /** Finds final names that are directories, and the new rows that cannot keep their names. */
    private static void find(Iterator<NamedRow> sorted, FixedFiles files, SortedSpill<NamedRow> leaving) {
        NamedRow first = null;
        while (sorted.hasNext()) {
            NamedRow row = sorted.next();
            if (first == null || !first.key().equals(row.key())) {
                first = row;
            } else if (row.isNew()) {
                leaving.add(row);
            } else if (first.isDirectory() && !row.isDirectory()) {
                files.add(row);
            }
        }
    }

    /** Renames all new rows below files whose names are final; returns whether any was renamed. */
    private boolean goAround(FixedFiles files) {
        Renaming renaming = new Renaming();
        if (!files.isEmpty()) {
            eachRow(row -> {
                String name = row.isNew() ? files.around(row.name(), row.archiveId()) : row.name();
                if (!name.equals(row.name())) {
                    renaming.add(row, name);
                }
            });
        }
        return renaming.end();
    }

    /** Gives each row its next candidate; returns whether there was a row. */
    private boolean leave(Iterator<NamedRow> leaving) {
        Renaming renaming = new Renaming();
        leaving.forEachRemaining(row -> renaming.add(row, Candidate.after(row.name(), row.archiveId(), policy)));
        return renaming.end();
    }

    /** Renames rows in batches. */
    private final class Renaming {

        private final List<NewRows.Renamed> batch = new ArrayList<>();
        private final AtomicLong written = new AtomicLong();

        void add(NamedRow row, String name) {
            batch.add(new NewRows.Renamed(row.archiveId(), name));
            if (batch.size() == NewRows.BATCH) {
                write();
            }
        }

        /** Writes the rest; returns whether any row was renamed. */
        boolean end() {
            if (!batch.isEmpty()) {
                write();
            }
            return written.get() > 0;
        }

        private void write() {
            batch.sort(Comparator.comparing(NewRows.Renamed::archiveId));
            rows.inTransaction(connection -> rows.rename(connection, batch));
            written.addAndGet(batch.size());
            batch.clear();
        }
    }

    private NamedRow row(ResultSet row) throws SQLException {
        return new NamedRow(
                row.getString("ARCHIVE_ID"),
                row.getString("NAME"),
                Sql.number(row, "NAME_KEY"),
                Sql.instant(row, "CREATED"),
                row.getLong("FIRST_LOAD") > rows.before());
    }
}
