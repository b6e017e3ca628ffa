package io.github.glacierjob.repository;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;

/**
 * A repository of consumed jobs in a database, for the option {@code idempotentRepository}: a table with their keys. The
 * start creates the table, {@code GLACIER_JOB_CONSUMED} by default, if it does not exist. Calls throw a
 * {@link org.apache.camel.RuntimeCamelException} with the statement if the database fails. Thread-safe.
 */
public class JdbcJobRepository extends JdbcRepository implements IdempotentRepository, KeyLookup {

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
    public boolean contains(String key) {
        return query("SELECT JOB_KEY FROM %s WHERE JOB_KEY = ?", ResultSet::next, key);
    }

    @Override
    public Set<String> containing(Collection<String> keys) {
        return lookUp(keys);
    }

    @Override
    public boolean remove(String key) {
        return update("DELETE FROM %s WHERE JOB_KEY = ?", key) == 1;
    }

    /** Returns true, because an added key counts at once. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        update("DELETE FROM %s");
    }
}
