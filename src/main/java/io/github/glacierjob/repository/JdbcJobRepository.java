package io.github.glacierjob.repository;

import javax.sql.DataSource;

/**
 * A repository of consumed jobs in a database, for the option {@code idempotentRepository}: a table with their keys. The
 * start creates the table, {@code GLACIER_JOB_CONSUMED} by default, if it does not exist. Calls throw a
 * {@link org.apache.camel.RuntimeCamelException} with the statement if the database fails. Thread-safe.
 */
public class JdbcJobRepository extends JdbcKeyRepository {

    /** Creates a repository without a database; set the database before the start. */
    public JdbcJobRepository() {
        super("GLACIER_JOB_CONSUMED", "", "");
    }

    /**
     * Creates a repository in a database.
     *
     * @param dataSource gives connections
     */
    public JdbcJobRepository(DataSource dataSource) {
        this();
        setDataSource(dataSource);
    }

    @Override
    public boolean add(String key) {
        return insert("INSERT INTO %s (JOB_KEY) VALUES (?)", key);
    }

    @Override
    public boolean remove(String key) {
        return update("DELETE FROM %s WHERE JOB_KEY = ?", key) == 1;
    }
}
