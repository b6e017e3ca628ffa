package io.github.glacierjob.internal.egress.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The sums over the archives of a vault. Immutable.
 *
 * @param states one element for each state that archives have
 */
public record VaultSums(String vaultArn, List<OfState> states) {

    /** Reads only the index by state, which has all of these columns, in its order. */
    static final String QUERY = "SELECT STATE, COUNT(*) AS N, SUM(SIZE_BYTES) AS B,"
            + " COUNT(*) - COUNT(SIZE_BYTES) AS U, SUM(ORDERS) AS O, SUM(EXTENSIONS) AS E,"
            + " SUM(GREATEST(COALESCE(SIZE_BYTES, 0) - FETCHED_BYTES, 0)) AS L, SUM(RECEIVED_BYTES) AS R,"
            + " SUM(GREATEST(RECEIVED_BYTES - COALESCE(SIZE_BYTES, RECEIVED_BYTES), 0)) AS A,"
            + " MIN(ORDERED_AT) AS BEGUN, MIN(EXPIRES_AT) AS EXPIRY"
            + " FROM {ARCHIVE} WHERE VAULT_ARN = ? GROUP BY VAULT_ARN, STATE";

    /**
     * The sums over the archives of one state.
     *
     * @param bytes      the bytes of archives whose size is known
     * @param unknown    the number of archives whose size is not known
     * @param extensions the number of extensions
     * @param left       the bytes that are not fetched yet
     * @param received   the bytes that have arrived, including repeated ones
     * @param refetched  the received bytes that exceed the sizes of their archives
     * @param begun      the time of the first order; null if there was none
     * @param nextExpiry the first expiry of an output; null if no output exists
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

    /** Reads the sums. */
    public static VaultSums read(Sql sql, Connection connection, String vaultArn) throws SQLException {
        return new VaultSums(vaultArn, sql.query(connection, QUERY, OfState::of, vaultArn));
    }
}
