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
 * Resolves clashes of names. Of all archives with the same name, the first one keeps the name, and the others take
 * their next candidates, until no two rows have the same name. The first archive is the one that has its name from an
 * earlier load, then the oldest one, then the one with the smallest id.
 *
 * <p>The result does not depend on the order in which the clashes are resolved, also not after a crash: each archive
 * gets the first of its candidates that no archive before it has. So the names depend on the set of archives only. The
 * database finds the clashes; the memory holds one batch.
 */
final class NameClashes {

    /** The number of keys that are read at a time. */
    private static final int KEYS = 20_000;

    /** The largest number of keys in one statement. */
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

    /**
     * A name that several rows have.
     *
     * @param key  the key of the name
     * @param rows the number of these rows
     */
    private record Clash(long key, long rows) {}

    private record Row(String archiveId, String name, long key, Instant created, boolean isNew) {}

    /** Resolves all clashes, except those between rows whose names are final. */
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

    /**
     * Splits clashes into batches that fit into one transaction with all their rows. A clash that does not fit has a
     * batch of its own.
     */
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
        // A single clash may have more rows than a batch: its remaining rows.
        while (renamed > 0 && keys.size() == 1) {
            renamed = rows.inTransaction(connection -> leave(connection, keys));
        }
        return any;
    }

    /** Renames all new rows but the first one of each name; returns the number of renamed rows. */
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
