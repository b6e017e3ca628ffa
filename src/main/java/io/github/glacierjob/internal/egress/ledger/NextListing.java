package io.github.glacierjob.internal.egress.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps archives that become LISTED outside a load from being ordered before the next listing of the vault's jobs. In
 * the listings before, they were in a final state, so their jobs were ignored. The archives belong to the load that is
 * running, or to a load of their own, which has no inventory and is complete at once.
 *
 * @param load the number of the load, for LISTED_LOAD
 * @param own  whether it is a load of their own
 */
public record NextListing(long load, boolean own) {

    /** Stands in the vault's row for the filter while a filter is applied, which is a load with the next number. */
    public static final String UNFINISHED_FILTER = "(a filter that was not applied to all rows)";

    /** Locks the vault's row, before any row of an archive is locked. */
    public static NextListing lock(Sql sql, Connection connection, String vaultArn) throws SQLException {
        return Sql.first(sql.query(
                        connection,
                        "SELECT LOADS, LOAD_NO, FILTER FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE",
                        row -> of(row.getLong("LOADS"), row.getLong("LOAD_NO"), row.getString("FILTER")),
                        vaultArn))
                .orElse(new NextListing(0, false));
    }

    private static NextListing of(long loads, long complete, String filter) {
        boolean filters = UNFINISHED_FILTER.equals(filter);
        boolean own = complete > 0 && loads == complete && !filters;
        return new NextListing(own || filters ? loads + 1 : loads, own);
    }

    /** Counts a load of their own. The inventory is the same, so it needs no further summary. */
    public void count(Sql sql, Connection connection, String vaultArn) throws SQLException {
        if (own) {
            sql.update(
                    connection,
                    "UPDATE {VAULT} SET SUMMARY_OF = CASE WHEN SUMMARY_OF = LOAD_NO THEN ? ELSE SUMMARY_OF END,"
                            + " LOADS = ?, LOAD_NO = ? WHERE VAULT_ARN = ?",
                    load,
                    load,
                    load,
                    vaultArn);
        }
    }
}
