package io.github.glacierjob.internal.egress.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements on the ledger's tables, whose names stand in braces: <code>{ARCHIVE}</code>. Each transaction takes a connection
 * from the data source and gives it back. Thread-safe.
 */
public final class Sql {

    /**
     * The state in a condition on rows that are found by their keys. Named so, no index by states serves: before it has
     * statistics, PostgreSQL prefers one to the key, and reads all rows of the state.
     */
    public static final String STATE = "COALESCE(STATE, '')";

    private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

    private final DataSource dataSource;
    private final String prefix;
    private final AtomicReference<String> product = new AtomicReference<>();

    Sql(DataSource dataSource, String prefix) {
        this.dataSource = dataSource;
        this.prefix = prefix;
    }

    /** What runs in one transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T run(Connection connection) throws SQLException;
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs work in one transaction of its own: all of it is committed, or none.
     *
     * @throws RuntimeCamelException if the database refuses or cannot be reached, with the SQLException as its cause
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

    /** A connection of one's own, to be closed by the caller. */
    public Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    /** Runs one statement in a transaction of its own. */
    public int update(String sql, Object... values) {
        return inTransaction(connection -> update(connection, sql, values));
    }

    /** Runs one query in a transaction of its own. */
    public <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        return inTransaction(connection -> query(connection, sql, reader, values));
    }

    public int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    public <T> List<T> query(Connection connection, String sql, Reader<T> reader, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        }
    }

    /** A statement with its values, to be closed by the caller. */
    public PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(named(sql));
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

    /** The statement with the names of the tables; <code>{-ARCHIVE}</code> stands for one without its schema. */
    public String named(String sql) {
        String withoutSchema = prefix.substring(prefix.indexOf('.') + 1);
        return sql.replaceAll("\\{-(\\w+)}", withoutSchema + "$1").replaceAll("\\{(\\w+)}", prefix + "$1");
    }

    /** A moment; null where the column is. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** A number; null where the column is. */
    public static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /**
     * The end of a query for the first rows that nobody has locked. Empty on H2, which would read and lock all rows that
     * match: whoever updates such a row has to check that it is as it was read.
     */
    public String skipLocked() {
        return locksRows() ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /** Whether a query that ends with {@link #skipLocked()} locks what it returns. */
    public boolean locksRows() {
        return !isH2();
    }

    /** Whether the database is H2, which loses commits at a crash unless it is set not to. */
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

    /** After many new rows: PostgreSQL chooses its indexes by statistics, which it makes by itself only some time later. */
    public void analyze(String table) {
        if (isPostgres()) {
            try {
                update("ANALYZE " + table);
            } catch (RuntimeException e) {
                LOG.debug("No statistics of {}", table, e);
            }
        }
    }

    /** The one row of a query that has at most one. */
    public static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }
}
