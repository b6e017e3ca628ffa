package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Reads a vault's rows and their sums as they were at one moment. It has its own connection until it is closed. Not
 * thread-safe.
 */
final class ReceiptCursor {

    /** The number of rows that are fetched at a time. */
    private static final int FETCHED = 500;

    private static final String ROWS = "SELECT " + ReceiptColumn.all() + " FROM {ARCHIVE} WHERE VAULT_ARN = ?"
            // Databases sort null differently.
            + " ORDER BY CASE WHEN CREATED IS NULL THEN 1 ELSE 0 END, CREATED, ARCHIVE_ID";

    private static final String LOAD = "SELECT LOAD_NO FROM {VAULT} WHERE VAULT_ARN = ?";

    private final Connection connection;
    private final boolean autoCommit;
    private final int isolation;
    private final Snapshot head;
    private final PreparedStatement statement;
    private final ResultSet rows;

    private ReceiptCursor(Connection connection, Sql sql, String vaultArn, Instant now) throws SQLException {
        this.connection = connection;
        autoCommit = connection.getAutoCommit();
        isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        head = StatusQuery.head(sql, connection, vaultArn, now);
        Long load = Sql.first(sql.query(connection, LOAD, row -> row.getLong(1), vaultArn))
                .orElse(0L);
        statement = sql.prepare(connection, ROWS, load, vaultArn);
        statement.setFetchSize(FETCHED);
        rows = sql.rows(statement);
    }

    static ReceiptCursor open(EgressLedger ledger, String vaultArn) throws SQLException {
        Instant now = ledger.now();
        Connection connection = ledger.sql().connection();
        try {
            return new ReceiptCursor(connection, ledger.sql(), vaultArn, now);
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    Snapshot head() {
        return head;
    }

    /** The values of the next row, in the order of {@link ReceiptColumn}; null after the last row. */
    Object[] next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        ReceiptColumn[] columns = ReceiptColumn.values();
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].read(rows);
        }
        return values;
    }

    /** Restores the settings of the connection, and returns it to the pool. */
    void close() throws SQLException {
        try (connection) {
            statement.close();
            connection.rollback();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(autoCommit);
        }
    }
}
