package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a vault that no complete load has written: their names are not settled.
 *
 * @param before the number of the last complete load; 0 before the first one
 * @param fence  called first in each transaction; throws if this node is not the loader any more
 */
public record NewRows(Sql sql, String vaultArn, long before, Fence fence) {

    /** Rows in a transaction. */
    static final int BATCH = 5000;

    private static final String RENAME = "UPDATE {ARCHIVE} SET NAME = ?, NAME_KEY = ?"
            + " WHERE VAULT_ARN = ? AND ARCHIVE_ID = ? AND FIRST_LOAD > ?";

    /** Holds what only one node may do. */
    @FunctionalInterface
    public interface Fence {

        void hold(Connection connection) throws SQLException;
    }

    /** A name for an archive. */
    record Renamed(String archiveId, String name) {}

    <T> T inTransaction(Sql.Work<T> work) {
        return sql.inTransaction(connection -> {
            fence.hold(connection);
            return work.run(connection);
        });
    }

    /** Those that are new get their names; returns for each whether it was there and new. */
    int[] rename(Connection connection, Collection<Renamed> names) throws SQLException {
        try (PreparedStatement prepared = sql.prepare(connection, RENAME)) {
            for (Renamed renamed : names) {
                Sql.bind(prepared, renamed.name(), NameKey.of(renamed.name()), vaultArn, renamed.archiveId(), before);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        }
    }

    /** As many question marks as there are values. */
    static String marks(List<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }
}
