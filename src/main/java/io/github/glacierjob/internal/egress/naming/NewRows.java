package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The rows of a vault that no complete load has written yet: their names are not final.
 *
 * @param before the number of the last complete load; 0 before the first one
 * @param directory where files for sorting may be written
 * @param fence  called first in each transaction; throws if this node is not the loader any more
 */
public record NewRows(Sql sql, String vaultArn, long before, Path directory, Fence fence) {

    /** The largest number of rows in a transaction. */
    static final int BATCH = 5000;

    private static final String RENAME =
            "UPDATE {ARCHIVE} SET NAME = ?, NAME_KEY = ?" + " WHERE " + Sql.OF_ARCHIVE + " AND FIRST_LOAD > ?";

    /** Checks in a transaction that this node is still the loader, and holds that until the transaction ends. */
    @FunctionalInterface
    public interface Fence {

        void hold(Connection connection) throws SQLException;
    }

    /** A new name for an archive. */
    record Renamed(String archiveId, String name) {}

    <T> T inTransaction(Sql.Work<T> work) {
        return sql.inTransaction(connection -> {
            fence.hold(connection);
            return work.run(connection);
        });
    }

    /**
     * Renames rows that are new.
     *
     * @return for each name 1, or 0 if its row does not exist or is not new
     */
    int[] rename(Connection connection, Collection<Renamed> names) throws SQLException {
        return sql.batch(connection, RENAME, List.copyOf(names), renamed ->
                new Object[] {renamed.name(), NameKey.of(renamed.name()), vaultArn, renamed.archiveId(), before});
    }
}
