package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.naming.NamePolicy;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger to which a test adds named archives, load by load. */
final class NamedVault implements AutoCloseable {

    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    private static final Instant BEGIN = Instant.parse("2014-01-01T00:00:00Z");

    private final Path directory;
    private final Database database;
    private final Sql sql;
    private final List<Object[]> added = new ArrayList<>();
    private long loads;

    NamedVault(Database.Kind kind, Path directory) throws SQLException {
        this.directory = directory;
        database = new Database(kind);
        sql = EgressLedger.open(database.source, "NAMED_", true, InstantSource.system())
                .sql();
    }

    /** A transaction that a test has interrupted. */
    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    void add(String id, int created, String name) {
        added.add(new Object[] {ARN, id, ARN, id, name, NameKey.of(name), BEGIN.plusSeconds(created), loads + 1});
    }

    private void write() {
        sql.inTransaction(connection -> {
            sql.batch(connection, "INSERT INTO {KEY} (VAULT_ARN, ARCHIVE_ID) VALUES (?, ?)", added, row ->
                    new Object[] {row[0], row[1]});
            return sql.batch(
                    connection,
                    "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE, NAME, NAME_KEY, CREATED, FIRST_LOAD)"
                            + " VALUES (" + Sql.ROW_NO + ", ?, ?, 'LISTED', ?, ?, ?, ?)",
                    added,
                    row -> row);
        });
        added.clear();
    }

    /** Makes the names of the new rows free of clashes. */
    void settle() {
        write();
        new NameClashes(NamePolicy.files, new NewRows(sql, ARN, loads, directory, connection -> {})).end();
    }

    /** Ends a load: the names are final. */
    void complete() {
        settle();
        loads++;
    }

    /** Begins to settle, but fails after some transactions, as if the process died. */
    void interrupt(int transactions) {
        write();
        int[] left = {transactions};
        NewRows.Fence fence = connection -> {
            if (left[0]-- == 0) {
                throw new Interrupted();
            }
        };
        try {
            new NameClashes(NamePolicy.files, new NewRows(sql, ARN, loads, directory, fence)).end();
        } catch (Interrupted e) {
            // the next load goes on
        }
    }

    Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        sql.query("SELECT ARCHIVE_ID, NAME FROM {ARCHIVE}", row -> names.put(row.getString(1), row.getString(2)));
        return names;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
