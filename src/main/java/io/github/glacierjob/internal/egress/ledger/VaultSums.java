package io.github.glacierjob.internal.egress.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What the archives of a vault add up to. Immutable.
 *
 * @param states of each state that archives have
 */
public record VaultSums(String vaultArn, List<OfState> states) {

    /** All columns are in the index by states; grouped as it is sorted. */
    static final String QUERY = "SELECT STATE, COUNT(*) AS N, SUM(SIZE_BYTES) AS B,"
            + " COUNT(*) - COUNT(SIZE_BYTES) AS U, SUM(ORDERS) AS O, SUM(EXTENSIONS) AS E,"
            + " SUM(GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0)) AS L, SUM(RECEIVED_BYTES) AS R,"
            + " SUM(GREATEST(RECEIVED_BYTES - COALESCE(SIZE_BYTES, RECEIVED_BYTES), 0)) AS A,"
            + " MIN(ORDERED_AT) AS BEGUN, MIN(EXPIRES_AT) AS EXPIRY"
            + " FROM {ARCHIVE} WHERE VAULT_ARN = ? GROUP BY VAULT_ARN, STATE";

    /**
     * What the archives of a state add up to.
     *
     * @param bytes      of those whose size is known
     * @param unknown    archives whose size is not known
     * @param extensions of the orders
     * @param left       bytes that are not fetched
     * @param received   bytes that have arrived, also those that were fetched again
     * @param refetched  of these, what is more than the sizes
     * @param begun      the first order; null if there was none
     * @param nextExpiry of an output; null if there is none
     */
    public record OfState(
            ArchiveState state,
            long archives,
            long bytes,
            long unknown,
            long orders,
            long extensions,
            long left,
            long received,
            long refetched,
            Instant begun,
            Instant nextExpiry) {

        private static OfState of(ResultSet row) throws SQLException {
            return new OfState(
                    ArchiveState.valueOf(row.getString("STATE")),
                    row.getLong("N"),
                    row.getLong("B"),
                    row.getLong("U"),
                    row.getLong("O"),
                    row.getLong("E"),
                    row.getLong("L"),
                    row.getLong("R"),
                    row.getLong("A"),
                    Sql.instant(row, "BEGUN"),
                    Sql.instant(row, "EXPIRY"));
        }
    }

    /** Reads them. */
    public static VaultSums read(Sql sql, Connection connection, String vaultArn) throws SQLException {
        return new VaultSums(vaultArn, sql.query(connection, QUERY, OfState::of, vaultArn));
    }
}
