package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the archives of a vault that are READY and not claimed, and claims them. Thread-safe. */
final class FreeArchives {

    /** The time without a heartbeat after which other nodes may claim an archive. */
    static final Duration AGE = Duration.ofMinutes(2);

    private static final String READY =
            "SELECT ROW_NO, ARCHIVE_ID, CLAIM_NO FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'READY' AND (TRY_AT IS NULL OR TRY_AT <= ?)"
                    // Only archives whose name is final.
                    + " AND FIRST_LOAD <= COALESCE((SELECT V.LOAD_NO FROM {VAULT} V WHERE V.VAULT_ARN = ?), 0)";
    private static final String CLAIM =
            "UPDATE {ARCHIVE} SET NODE = ?, BEAT_AT = CURRENT_TIMESTAMP, CLAIM_NO = CLAIM_NO + 1"
                    + " WHERE ROW_NO = ? AND CLAIM_NO = ? AND " + Sql.STATE + " = 'READY'";
    private static final String DEAD = "BEAT_AT < CURRENT_TIMESTAMP - INTERVAL '" + AGE.toSeconds() + "' SECOND";
    private static final String FIRST = " ORDER BY VAULT_ARN, STATE, LOOK_AT, READY_AT FETCH FIRST ? ROWS ONLY";

    private final EgressVault vault;
    private final Supplier<RealMoment> moments;
    private final Sql sql;

    FreeArchives(EgressVault vault, Supplier<RealMoment> moments) {
        this.vault = vault;
        this.moments = moments;
        this.sql = vault.ledger().sql();
    }

    /**
     * The result of one try to claim archives.
     *
     * @param missed whether another node claimed some of the archives that were found
     */
    record Take(List<HeldArchive> taken, boolean missed) {

        static final Take MISSED = new Take(List.of(), true);
    }

    /** A row that may be claimed. */
    private record Free(long rowNo, String archiveId, long claimNo) {

        static Free of(ResultSet row) throws SQLException {
            return new Free(row.getLong("ROW_NO"), row.getString("ARCHIVE_ID"), row.getLong("CLAIM_NO"));
        }
    }

    /**
     * Claims archives in a transaction. The moment before it counts as their first heartbeat: if this process pauses in
     * the transaction, other nodes may claim the archives as soon as it is committed.
     *
     * @param last          archives to be claimed only if there are not enough others
     * @param held          the archives of this node, by their ids
     * @param alsoOfTheDead whether claims of silent nodes may be taken
     */
    Take take(Connection connection, int most, Set<String> last, Map<String, HeldArchive> held, boolean alsoOfTheDead)
            throws SQLException {
        RealMoment begun = moments.get();
        String free = alsoOfTheDead ? " AND (NODE IS NULL OR " + DEAD + ")" : " AND NODE IS NULL";
        List<Free> rows = sql
                .query(
                        connection,
                        READY + free + FIRST + sql.skipLocked(),
                        Free::of,
                        vault.arn(),
                        vault.ledger().now(),
                        vault.arn(),
                        most + lostButDelivered(held) + last.size())
                .stream()
                .filter(row -> !held.containsKey(row.archiveId()))
                .sorted(Comparator.comparing(row -> last.contains(row.archiveId())))
                .limit(most)
                .toList();
        List<Free> claimed = claim(connection, rows, free);
        if (claimed.isEmpty()) {
            return new Take(List.of(), !rows.isEmpty());
        }
        Instant date = inventoryDate(connection);
        Map<Long, ArchiveRow> read = read(connection, claimed);
        List<HeldArchive> taken = claimed.stream()
                .map(one -> new HeldArchive(read.get(one.rowNo()), one.claimNo() + 1, date, begun))
                .toList();
        return new Take(taken, taken.size() < rows.size());
    }

    /**
     * The number of archives whose claims are lost, and that this node still delivers. Their rows may be free, but this
     * node cannot take them now.
     */
    private static int lostButDelivered(Map<String, HeldArchive> held) {
        return (int) held.values().stream().filter(HeldArchive::isOver).count();
    }

    /** Claims the rows that no other node has claimed since they were read. All nodes lock rows in the same order. */
    private List<Free> claim(Connection connection, List<Free> rows, String free) throws SQLException {
        List<Free> sorted =
                rows.stream().sorted(Comparator.comparing(Free::archiveId)).toList();
        Set<Free> claimed = new HashSet<>();
        int[] met = sql.batch(
                connection, CLAIM + free, sorted, row -> new Object[] {vault.node(), row.rowNo(), row.claimNo()});
        for (int i = 0; i < met.length; i++) {
            if (met[i] == 1) {
                claimed.add(sorted.get(i));
            }
        }
        return rows.stream().filter(claimed::contains).toList();
    }

    /** Reads rows after the claim: a row that the query did not lock may have changed before. */
    private Map<Long, ArchiveRow> read(Connection connection, List<Free> claimed) throws SQLException {
        String numbers = String.join(", ", Collections.nCopies(claimed.size(), "?"));
        return sql
                .query(
                        connection,
                        "SELECT * FROM {ARCHIVE} WHERE ROW_NO IN (" + numbers + ")",
                        ArchiveRow::of,
                        claimed.stream().map(Free::rowNo).toArray())
                .stream()
                .collect(Collectors.toMap(ArchiveRow::rowNo, Function.identity()));
    }

    private Instant inventoryDate(Connection connection) throws SQLException {
        return Sql.first(sql.query(
                        connection,
                        "SELECT INVENTORY_DATE FROM {VAULT} WHERE VAULT_ARN = ? AND INVENTORY_DATE IS NOT NULL",
                        row -> Sql.instant(row, "INVENTORY_DATE"),
                        vault.arn()))
                .orElse(null);
    }
}
