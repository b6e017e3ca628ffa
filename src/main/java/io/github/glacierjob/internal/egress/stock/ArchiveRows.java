package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.naming.GivenName;
import io.github.glacierjob.internal.egress.naming.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of archives that a load writes. A row that is there keeps its name and its state, unless it may be judged again:
 * it is LISTED, or SKIPPED because of the filter or because an older inventory lacked it.
 *
 * @param load   the number of the load
 * @param latest the latest moment at which the listed archives may have been in the vault
 * @param now    the present
 * @param names  what new rows ask for
 */
record ArchiveRows(Sql sql, String vaultArn, long load, Instant latest, Instant now, Names names) {

    private static final String DELETED = "deleted before ";
    private static final String KEY = " WHERE VAULT_ARN = ? AND ARCHIVE_ID = ?";

    private static final String INSERT = "INSERT INTO {ARCHIVE} (VAULT_ARN, ARCHIVE_ID, NAME, DESCRIPTION, CREATED,"
            + " SIZE_BYTES, TREE_HASH, STATE, CAUSE, DONE_AT, SEEN_LOAD, SEEN_DATE, NAME_KEY, FIRST_LOAD, MODIFIED,"
            + " COMPRESSED, ENCRYPTED) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String JUDGE = "UPDATE {ARCHIVE} SET STATE = ?, CAUSE = ?, DONE_AT = ?" + KEY
            + " AND STATE <> ? AND ORDER_ID IS NULL AND (STATE = 'LISTED' OR STATE = 'SKIPPED' AND (CAUSE LIKE '"
            + ArchiveFilter.CAUSE + "%' OR CAUSE LIKE '" + Limits.TOO_LARGE + "%' OR CAUSE LIKE '" + DELETED
            + "%' AND SEEN_DATE < ?))";

    private static final String SEEN = "UPDATE {ARCHIVE} SET SEEN_LOAD = ?,"
            + " SEEN_DATE = CASE WHEN SEEN_DATE > ? THEN SEEN_DATE ELSE ? END, CREATED = COALESCE(CREATED, ?),"
            + " SIZE_BYTES = COALESCE(SIZE_BYTES, ?), TREE_HASH = COALESCE(TREE_HASH, ?)" + KEY;

    /** Not in the inventory of the load, which is newer than what was known of the archive; neither ordered nor being ordered. */
    private static final String ABSENT = " AND (STATE = 'LISTED' OR STATE = 'SKIPPED' AND (CAUSE LIKE '"
            + ArchiveFilter.CAUSE + "%' OR CAUSE LIKE '" + Limits.TOO_LARGE
            + "%')) AND ORDER_ID IS NULL AND (SEEN_LOAD IS NULL OR SEEN_LOAD <> ?)"
            + " AND (SEEN_DATE IS NULL OR SEEN_DATE < ?)";

    private static final String FIND_ABSENT = "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND ARCHIVE_ID > ?"
            + ABSENT + " ORDER BY VAULT_ARN, ARCHIVE_ID FETCH FIRST ? ROWS ONLY";

    private static final String SKIP_ABSENT =
            "UPDATE {ARCHIVE} SET STATE = 'SKIPPED', CAUSE = ?, DONE_AT = ?, SEEN_DATE = ?" + KEY + ABSENT;

    /**
     * What an entry means.
     *
     * @param cause why its archive is not wanted; null if it is
     */
    record Judged(StockEntry entry, String cause) {

        boolean isOfSameArchive(Judged other) {
            return entry.archiveId().equals(other.entry.archiveId());
        }

        /** Several entries of one archive are one row; the last one decides whether it is wanted. */
        Judged with(Judged later) {
            return new Judged(entry.with(later.entry), later.cause);
        }

        private ArchiveState state() {
            return cause == null ? ArchiveState.LISTED : ArchiveState.SKIPPED;
        }
    }

    /**
     * Writes entries of different archives, in the order of their ids.
     *
     * @param fresh whether the vault had no rows before the load
     */
    void write(Connection connection, List<Judged> entries, boolean fresh) throws SQLException {
        List<Judged> missing = entries;
        if (!fresh) {
            batch(connection, JUDGE, entries, this::judging);
            int[] seen = batch(connection, SEEN, entries, this::seeing);
            missing = IntStream.range(0, seen.length)
                    .filter(i -> seen[i] == 0)
                    .mapToObj(entries::get)
                    .toList();
        }
        if (!missing.isEmpty()) {
            batch(connection, INSERT, missing, this::inserting);
        }
    }

    /** The values of a statement for an entry. */
    @FunctionalInterface
    private interface Values {

        Object[] of(Judged judged);
    }

    private int[] batch(Connection connection, String statement, List<Judged> entries, Values values)
            throws SQLException {
        try (PreparedStatement prepared = sql.prepare(connection, statement)) {
            for (Judged judged : entries) {
                Sql.bind(prepared, values.of(judged));
                prepared.addBatch();
            }
            return prepared.executeBatch();
        }
    }

    private Object[] inserting(Judged judged) {
        StockEntry entry = judged.entry();
        GivenName given = names.of(entry.archiveId(), entry.description());
        return new Object[] {
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
            vaultArn,
            judged.entry().archiveId(),
            judged.state(),
            latest
        };
    }

    private Instant doneAt(Judged judged) {
        return judged.cause() == null ? null : now;
    }

    private Object[] seeing(Judged judged) {
        StockEntry entry = judged.entry();
        return new Object[] {
            load, latest, latest, entry.created(), entry.size(), entry.treeHash(), vaultArn, entry.archiveId()
        };
    }

    /** Whether the vault has no rows. */
    boolean isEmpty() {
        return sql.query(
                        "SELECT 1 AS ONE FROM {ARCHIVE} WHERE VAULT_ARN = ? FETCH FIRST 1 ROWS ONLY",
                        row -> true,
                        vaultArn)
                .isEmpty();
    }

    /** Of the archives that an inventory of this date lacks, the next ones behind an id. */
    List<String> absent(String after, Instant date, int most) {
        return sql.query(FIND_ABSENT, row -> row.getString("ARCHIVE_ID"), vaultArn, after, load, date, most);
    }

    /** They are not in the vault any more, unless they were ordered since. */
    void skip(Connection connection, List<String> absent, Instant date) throws SQLException {
        try (PreparedStatement prepared = sql.prepare(connection, SKIP_ABSENT)) {
            for (String archiveId : absent) {
                Sql.bind(prepared, DELETED + date, now, date, vaultArn, archiveId, load, date);
                prepared.addBatch();
            }
            prepared.executeBatch();
        }
    }

    /** Rows of archives that the load has seen; entries without an id are not counted. */
    long seen() {
        return sql.query(
                        "SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND SEEN_LOAD = ?",
                        row -> row.getLong("N"),
                        vaultArn,
                        load)
                .get(0);
    }
}
