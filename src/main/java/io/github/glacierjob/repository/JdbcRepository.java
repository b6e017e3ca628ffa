package io.github.glacierjob.repository;

import io.github.glacierjob.internal.text.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A repository in a table with a row for each job. Each call takes a connection from the data source, runs one statement
 * in its own transaction, and returns the connection. A row count or the primary key decides which of two nodes is first,
 * so READ COMMITTED or a stricter isolation level is enough. Thread-safe.
 */
abstract class JdbcRepository extends ServiceSupport {

    private static final Pattern TABLE_NAME = Pattern.compile("([A-Za-z]\\w*\\.)?[A-Za-z]\\w*");

    /** The class of SQL states for a row whose key exists already. */
    private static final String CONSTRAINT_VIOLATED = "23";

    /** The largest number of values in a statement, which every database accepts. */
    private static final int BATCH = 200;

    private final String columns;
    private final String definition;
    private String tableName;
    private DataSource dataSource;
    private boolean createTable = true;
    private volatile int timeout;

    /** Creates a repository with columns beside the key, given by their names and by their definitions. */
    JdbcRepository(String tableName, String columns, String definition) {
        this.tableName = tableName;
        this.columns = columns;
        this.definition = definition;
    }

    /** Reads the rows of an answer. */
    public interface Reader<T> {

        T read(ResultSet rows) throws SQLException;
    }

    private interface Work<T> {

        T run(PreparedStatement statement) throws SQLException;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /**
     * Sets the database; must be called before the start. Each call takes a connection and closes it, so use a connection
     * pool.
     *
     * @param dataSource gives connections
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTableName() {
        return tableName;
    }

    /**
     * Sets the table; must be called before the start.
     *
     * @param tableName its name, with or without its schema: letters, digits and underscores
     * @throws IllegalArgumentException if the name is not valid
     */
    public void setTableName(String tableName) {
        Rejection.unless(
                tableName != null && TABLE_NAME.matcher(tableName).matches(),
                "tableName",
                tableName,
                "must be the name of a table, with or without its schema: letters, digits and underscores");
        this.tableName = tableName;
    }

    public boolean isCreateTable() {
        return createTable;
    }

    /**
     * Sets whether the start creates the table if it does not exist; by default it does.
     *
     * @param createTable false if the user of the database must not create tables
     */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    /** Sets the timeout of statements in seconds; 0, the default, means no timeout. */
    final void limitStatements(int seconds) {
        timeout = seconds;
    }

    /** Runs an UPDATE or a DELETE; {@code %s} stands for the table. Returns the number of rows that matched. */
    final int update(String sql, Object... values) {
        return call(sql, PreparedStatement::executeUpdate, values);
    }

    /** Runs an INSERT. Returns false if the key existed already. */
    final boolean insert(String sql, Object... values) {
        try {
            return update(sql, values) == 1;
        } catch (RuntimeCamelException e) {
            if (e.getCause() instanceof SQLException failure
                    && String.valueOf(failure.getSQLState()).startsWith(CONSTRAINT_VIOLATED)) {
                return false;
            }
            throw e;
        }
    }

    /** Divides values into lists that fit into one statement. */
    static <T> List<List<T>> batches(Collection<T> values) {
        List<T> all = List.copyOf(values);
        return IntStream.iterate(0, start -> start < all.size(), start -> start + BATCH)
                .mapToObj(start -> all.subList(start, Math.min(start + BATCH, all.size())))
                .toList();
    }

    static String marks(List<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    final <T> T query(String sql, Reader<T> reader, Object... values) {
        return call(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return reader.read(rows);
                    }
                },
                values);
    }

    private <T> T call(String sql, Work<T> work, Object... values) {
        String full = String.format(sql, tableName);
        try (Connection connection = dataSource.getConnection()) {
            return transact(connection, full, work, values);
        } catch (SQLException e) {
            throw new RuntimeCamelException("The database failed at: " + full + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs a statement in a transaction. A connection without auto-commit is always returned without an open transaction.
     */
    private <T> T transact(Connection connection, String sql, Work<T> work, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (timeout > 0) {
                statement.setQueryTimeout(timeout);
            }
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            T result = work.run(statement);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Rejection.unless(dataSource != null, "dataSource", null, "must be the javax.sql.DataSource of a database");
        try {
            probe();
        } catch (RuntimeCamelException missing) {
            if (!createTable) {
                throw missing;
            }
            create(missing);
        }
    }

    /** Checks with a query that the table exists and has the expected columns. */
    private void probe() {
        query("SELECT JOB_KEY" + columns + " FROM %s WHERE 1 = 0", ResultSet::next);
    }

    /** Creates the table. Another node may create it at the same time. */
    private void create(RuntimeCamelException missing) {
        try {
            update("CREATE TABLE %s (JOB_KEY VARCHAR(512) NOT NULL PRIMARY KEY" + definition + ")");
        } catch (RuntimeCamelException e) {
            try {
                probe();
            } catch (RuntimeCamelException stillMissing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }
}
