package io.github.glacierjob.internal.egress.naming;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.naming.NamePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives new rows the names of the user instead of the decoded names. If a name is not safe, its archive gets its id as
 * the name. Used once, by the loader.
 */
final class UserNames {

    private static final Logger LOG = LoggerFactory.getLogger(UserNames.class);

    /** The largest number of lines in a transaction. */
    private static final int BATCH = 1000;

    private final NamesFile file;
    private final NamePolicy policy;
    private final NewRows rows;
    private final List<NamesFile.Line> batch = new ArrayList<>();
    private final Report unknown = new Report("are for archives that the vault does not have");
    private final Report unsafe = new Report("have names that are not safe; these archives get their ids as names");

    UserNames(NamesFile file, NamePolicy policy, NewRows rows) {
        this.file = file;
        this.policy = policy;
        this.rows = rows;
    }

    /** Counts lines of one kind, and keeps the first one. */
    private static final class Report {

        private final String what;
        private final List<NamesFile.Line> first = new ArrayList<>();
        private long lines;

        Report(String what) {
            this.what = what;
        }

        void add(NamesFile.Line line) {
            lines++;
            if (first.isEmpty()) {
                first.add(line);
            }
        }

        void log(String resource) {
            first.forEach(line -> LOG.warn(
                    "names: {}: {} lines {}; the first one is line {}: archive {}, name {}",
                    printable(resource),
                    lines,
                    what,
                    line.number(),
                    line.archiveId(),
                    printable(line.name())));
        }
    }

    void give() {
        file.read(line -> {
            batch.add(line);
            if (batch.size() == BATCH) {
                write();
            }
        });
        write();
        unknown.log(file.resource());
        unsafe.log(file.resource());
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        List<NewRows.Renamed> names = batch.stream().map(this::renamed).toList();
        rows.inTransaction(connection -> {
            int[] changed = rows.rename(connection, names);
            Set<String> known = known(connection, changed);
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] == 0 && !known.contains(batch.get(i).archiveId())) {
                    unknown.add(batch.get(i));
                }
            }
            return null;
        });
        batch.clear();
    }

    private NewRows.Renamed renamed(NamesFile.Line line) {
        String path = policy.path(line.name()).orElse(null);
        if (path == null) {
            unsafe.add(line);
        }
        return new NewRows.Renamed(line.archiveId(), path == null ? line.archiveId() : path);
    }

    /** The archives of the batch that have a row although their names were not changed: the names are final. */
    private Set<String> known(Connection connection, int[] changed) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(rows.vaultArn());
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                values.add(batch.get(i).archiveId());
            }
        }
        return values.size() == 1
                ? Set.of()
                : new HashSet<>(rows.sql()
                        .query(
                                connection,
                                "SELECT ARCHIVE_ID FROM {KEY} WHERE VAULT_ARN = ? AND ARCHIVE_ID IN ("
                                        + String.join(", ", Collections.nCopies(values.size() - 1, "?")) + ")",
                                row -> row.getString("ARCHIVE_ID"),
                                values.toArray()));
    }
}
