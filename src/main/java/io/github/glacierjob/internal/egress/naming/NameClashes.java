package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.naming.NamePolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends the clashes of names: of the archives that ask for the same name the first one keeps it, and the others ask for their
 * next ones, until no two rows have the same. First is who has it from an earlier load, then the oldest, then the smallest id.
 *
 * <p>Each archive ends up with the first of its candidates that no archive before it has, in whatever order the clashes are
 * looked at, and also if a crash interrupts that: who has to leave a name now has to leave it in any order. So the names depend
 * on nothing but the set of archives. The database finds the clashes, the memory is that of one batch.
 */
final class NameClashes {

    /** Keys that are read at a time. */
    private static final int KEYS = 20_000;

    /** Keys in a statement. */
    private static final int ASKED = 1000;

    private static final String CLASHES = "SELECT NAME_KEY, COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ?"
            + " AND NAME_KEY IS NOT NULL GROUP BY VAULT_ARN, NAME_KEY HAVING COUNT(*) > 1 FETCH FIRST " + KEYS
            + " ROWS ONLY";

    private static final String ROWS = "SELECT ARCHIVE_ID, NAME, NAME_KEY, CREATED, FIRST_LOAD FROM {ARCHIVE}"
            + " WHERE VAULT_ARN = ? AND NAME_KEY IN (%s) FETCH FIRST " + NewRows.BATCH + " ROWS ONLY";

    private static final Comparator<Row> FIRST = Comparator.comparing(Row::isNew)
            .thenComparing(Row::created, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Row::archiveId);

    private final NamePolicy policy;
    private final NewRows rows;

    NameClashes(NamePolicy policy, NewRows rows) {
        this.policy = policy;
        this.rows = rows;
    }

    /** A name that several rows have. */
    private record Clash(long key, long rows) {}

    private record Row(String archiveId, String name, long key, Instant created, boolean isNew) {}

    /** Until none is left, but those of rows whose names are settled. */
    void end() {
        boolean more = true;
        while (more) {
            more = false;
            List<Clash> clashes = rows.sql()
                    .query(CLASHES, row -> new Clash(row.getLong("NAME_KEY"), row.getLong("N")), rows.vaultArn());
            for (List<Long> keys : batches(clashes)) {
                more |= end(keys);
            }
        }
    }

    /** As many as fit into a batch with all their rows; one that does not fit is alone. */
    private static List<List<Long>> batches(List<Clash> clashes) {
        List<List<Long>> batches = new ArrayList<>();
        long room = 0;
        for (Clash clash : clashes) {
            room -= clash.rows();
            if (room < 0 || batches.get(batches.size() - 1).size() == ASKED) {
                batches.add(new ArrayList<>());
                room = NewRows.BATCH - clash.rows();
            }
            batches.get(batches.size() - 1).add(clash.key());
        }
        return batches;
    }

    private boolean end(List<Long> keys) {
        int renamed = rows.inTransaction(connection -> leave(connection, keys));
        boolean any = renamed > 0;
        // Of more rows than a batch has, the rest.
        while (renamed > 0 && keys.size() == 1) {
            renamed = rows.inTransaction(connection -> leave(connection, keys));
        }
        return any;
    }

    /** All but the first of those that are read leave their name; returns how many. */
    private int leave(Connection connection, List<Long> keys) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(rows.vaultArn());
        values.addAll(keys);
        List<Row> read = rows.sql().query(connection, ROWS.formatted(NewRows.marks(keys)), this::row, values.toArray());
        Map<Long, Row> first = new HashMap<>();
        read.forEach(row -> first.merge(row.key(), row, (one, other) -> FIRST.compare(one, other) <= 0 ? one : other));
        List<NewRows.Renamed> leaving = read.stream()
                .filter(row -> row.isNew() && first.get(row.key()) != row)
                .map(row -> new NewRows.Renamed(row.archiveId(), Candidate.after(row.name(), row.archiveId(), policy)))
                .toList();
        rows.rename(connection, leaving);
        return leaving.size();
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("ARCHIVE_ID"),
                row.getString("NAME"),
                row.getLong("NAME_KEY"),
                Sql.instant(row, "CREATED"),
                row.getLong("FIRST_LOAD") > rows.before());
    }
}
