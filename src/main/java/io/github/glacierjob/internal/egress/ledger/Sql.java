package io.github.glacierjob.internal.egress.ledger;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes statements on the ledger's tables, whose names are written in braces: <code>{ARCHIVE}</code>. Each
 * transaction takes a connection from the data source and returns it. Thread-safe.
 */
public final class Sql {

    /**
     * The state, for a condition on rows that are found by their keys. This expression keeps PostgreSQL from using an
     * index by state: without statistics it would prefer that index to the key, and read all rows of the state.
     */
    public static final String STATE = "COALESCE(STATE, '')";

    /** On H2: whether the index that a first load builds exists. */
    private static final String INDEXES = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.INDEXES WHERE UPPER(INDEX_NAME) ="
            + " UPPER('{-ARCHIVE}_STATE') AND UPPER(TABLE_SCHEMA) = UPPER(";

    /** The number of an archive's row. The parameters are the vault's ARN and the archive's id. */
    public static final String ROW_NO = "(SELECT K.ROW_NO FROM {KEY} K WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID = ?)";

    /**
     * The condition on the row of one archive in {ARCHIVE}, or on the rows of its orders in {ORDERS}. Its parameters
     * are the vault's ARN and the archive's id.
     */
    public static final String OF_ARCHIVE = "ROW_NO = " + ROW_NO;

    private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

    private final DataSource dataSource;
    private final String prefix;
    private final AtomicReference<String> product = new AtomicReference<>();

    Sql(DataSource dataSource, String prefix) {
        this.dataSource = dataSource;
        this.prefix = prefix;
    }

    /** Work that runs in one transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T run(Connection connection) throws SQLException;
    }

    /** Reads the present row of a result. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs work in one transaction: all of it is committed, or nothing.
     *
     * @throws RuntimeCamelException if the database refuses a statement or cannot be reached, with the SQLException as
     *                               its cause
     */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.run(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException("Ledger " + prefix + ": the database answered " + e.getMessage(), e);
        }
    }

    /** A connection that the caller must close. */
    public Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    /** Executes one statement in its own transaction. */
    public int update(String sql, Object... values) {
        return inTransaction(connection -> update(connection, sql, values));
    }

    /** Executes one query in its own transaction. */
    public <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        return inTransaction(connection -> query(connection, sql, reader, values));
    }

    public int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return update(statement);
        }
    }

    public <T> List<T> query(Connection connection, String sql, Reader<T> reader, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = rows(statement)) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        }
    }

    /**
     * Executes one statement for each of some things.
     *
     * @param values the values of the statement for a thing; called again if the statement is repeated
     * @return the number of changed rows for each thing
     */
    public <T> int[] batch(Connection connection, String sql, List<T> things, Function<T, Object[]> values)
            throws SQLException {
        if (things.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = prepare(connection, sql)) {
            for (T thing : things) {
                bind(statement, values.apply(thing));
                statement.addBatch();
            }
            try {
                return statement.executeBatch();
            } catch (BatchUpdateException e) {
                return again(statement, e, things, values);
            }
        }
    }

    /** Repeats the statements of a batch that an index change broke: H2 executes all others. */
    private <T> int[] again(
            PreparedStatement statement, BatchUpdateException failure, List<T> things, Function<T, Object[]> values)
            throws SQLException {
        int[] counts = failure.getUpdateCounts();
        for (SQLException next = failure.getNextException(); next != null; next = next.getNextException()) {
            if (!IndexChange.mayHaveBroken(next)) {
                throw failure;
            }
        }
        if (counts.length != things.size()) {
            throw failure;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == Statement.EXECUTE_FAILED) {
                bind(statement, values.apply(things.get(i)));
                counts[i] = update(statement);
            }
        }
        return counts;
    }

    /** Executes an update whose values are bound. */
    public int update(PreparedStatement statement) throws SQLException {
        return IndexChange.repeat(() -> isIndexMissing(statement.getConnection()), statement::executeUpdate);
    }

    /** Executes a query whose values are bound. The caller must close the result. */
    public ResultSet rows(PreparedStatement statement) throws SQLException {
        return IndexChange.repeat(() -> isIndexMissing(statement.getConnection()), statement::executeQuery);
    }

    private boolean isIndexMissing(Connection connection) throws SQLException {
        int dot = prefix.indexOf('.');
        String schema = dot < 0 ? "CURRENT_SCHEMA)" : "'" + prefix.substring(0, dot) + "')";
        return IndexChange.repeat(() -> false, () -> {
            try (PreparedStatement statement = connection.prepareStatement(named(INDEXES) + schema);
                    ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getInt(1) == 0;
            }
        });
    }

    /** A statement with its values. The caller must close it. */
    public PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement =
                IndexChange.repeat(() -> isIndexMissing(connection), () -> connection.prepareStatement(named(sql)));
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Binds the values of a statement: text, numbers, enums by their names, moments, and null. */
    public static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Instant moment) {
                statement.setObject(i + 1, moment.atOffset(ZoneOffset.UTC));
            } else {
                statement.setObject(i + 1, value instanceof Enum<?> constant ? constant.name() : value);
            }
        }
    }

    /**
     * The statement with the names of the tables; <code>{-ARCHIVE}</code> is replaced by the name without its schema.
     */
    public String named(String sql) {
        String withoutSchema = prefix.substring(prefix.indexOf('.') + 1);
        return sql.replaceAll("\\{-(\\w+)}", withoutSchema + "$1").replaceAll("\\{(\\w+)}", prefix + "$1");
    }

    /** A moment; null if the column is null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** A number; null if the column is null. */
    public static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /**
     * The end of a query that skips rows which another transaction has locked. Empty on H2, which would read and lock
     * all rows that match: an update of such a row must check that the row has not changed.
     */
    public String skipLocked() {
        return isH2() ? "" : " FOR UPDATE SKIP LOCKED";
    }

    /** Whether the database is H2, which by default can lose commits in a crash. */
    boolean isH2() {
        return product().equals("h2");
    }

    boolean isPostgres() {
        return product().equals("postgresql");
    }

    private String product() {
        String known = product.get();
        if (known == null) {
            known = inTransaction(connection ->
                    connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
            product.set(known);
        }
        return known;
    }

    /**
     * Updates the statistics after many inserts: PostgreSQL chooses indexes by statistics, and updates them by itself
     * only some time later.
     */
    public void analyze(String table) {
        if (isPostgres()) {
            try {
                update("ANALYZE " + table);
            } catch (RuntimeException e) {
                LOG.debug("No statistics of {}", table, e);
            }
        }
    }

    /** The row of a query that returns at most one row. */
    public static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }
}
