package io.github.glacierjob.repository;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;

/** A repository of keys in a table. */
abstract class JdbcKeyRepository extends JdbcRepository implements IdempotentRepository, KeyLookup {

    JdbcKeyRepository(String tableName, String columns, String definition) {
        super(tableName, columns, definition);
    }

    @Override
    public boolean contains(String key) {
        return query("SELECT JOB_KEY FROM %s WHERE JOB_KEY = ?", ResultSet::next, key);
    }

    @Override
    public Set<String> containing(Collection<String> keys) {
        Set<String> found = new HashSet<>();
        for (List<String> batch : batches(keys)) {
            String sql = "SELECT JOB_KEY FROM %s WHERE JOB_KEY IN (" + marks(batch) + ")";
            query(
                    sql,
                    rows -> {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                        return found;
                    },
                    batch.toArray());
        }
        return found;
    }

    /** Returns true, because an added key counts at once. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    /** Removes the keys of all nodes. */
    @Override
    public void clear() {
        update("DELETE FROM %s");
    }
}
