package io.github.glacierjob.repository;

import javax.sql.DataSource;
import org.apache.camel.spi.StateRepository;

/**
 * A progress repository in a database, for several nodes: a table with the key of each job and its progress. The start
 * creates the table, {@code GLACIER_JOB_PROGRESS} by default, if it does not exist. Each call uses one or two
 * transactions; READ COMMITTED or a stricter isolation level is enough. Calls throw a
 * {@link org.apache.camel.RuntimeCamelException} with the statement if the database fails. Thread-safe.
 */
public class JdbcProgressRepository extends JdbcRepository implements StateRepository<String, String> {

    /** Creates a repository without a database; set the database before the start. */
    public JdbcProgressRepository() {
        super("GLACIER_JOB_PROGRESS", ", PROGRESS", ", PROGRESS VARCHAR(4000) NOT NULL");
    }

    /**
     * Creates a repository in a database.
     *
     * @param dataSource gives connections
     */
    public JdbcProgressRepository(DataSource dataSource) {
        this();
        setDataSource(dataSource);
    }

    /**
     * Returns the state of a job.
     *
     * @param key the key of the job
     * @return its progress, or null if no progress is stored
     */
    @Override
    public String getState(String key) {
        return query("SELECT PROGRESS FROM %s WHERE JOB_KEY = ?", rows -> rows.next() ? rows.getString(1) : null, key);
    }

    /**
     * Stores a state. It is committed when this returns.
     *
     * @param key   the key of a job, up to 512 characters
     * @param value its progress, up to 4000 characters; empty text removes the job
     */
    @Override
    public void setState(String key, String value) {
        if (value.isEmpty()) {
            update("DELETE FROM %s WHERE JOB_KEY = ?", key);
        } else if (!replace(key, value) && !insert("INSERT INTO %s (PROGRESS, JOB_KEY) VALUES (?, ?)", value, key)) {
            replace(key, value);
        }
    }

    private boolean replace(String key, String value) {
        return update("UPDATE %s SET PROGRESS = ? WHERE JOB_KEY = ?", value, key) == 1;
    }
}
