package io.github.glacierjob.wholevault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads the ledger with SQL, as any program can. */
final class Ledger {

    private final DataSource database;

    Ledger(DataSource database) {
        this.database = database;
    }

    private interface Reader<T> {

        T read(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Reader<T> reader) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        }
    }

    private long number(String sql) throws SQLException {
        return query(sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    /** Whether an inventory is loaded and each of its archives is in a final state. */
    boolean isOver() throws SQLException {
        return number("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE LOADED_AT IS NOT NULL") > 0
                && number("SELECT COUNT(*) FROM GLACIER_EGRESS_ARCHIVE WHERE STATE IN ('LISTED', 'ORDERED', 'READY')")
                        == 0;
    }

    /** The number of archives in each state. */
    Map<String, Long> states() throws SQLException {
        return query("SELECT STATE, COUNT(*) FROM GLACIER_EGRESS_ARCHIVE GROUP BY STATE", rows -> {
            Map<String, Long> states = new TreeMap<>();
            while (rows.next()) {
                states.put(rows.getString(1), rows.getLong(2));
            }
            return states;
        });
    }

    /** The causes of FAILED archives, with their numbers. */
    Map<String, Long> failures() throws SQLException {
        return query(
                "SELECT CAUSE, COUNT(*) FROM GLACIER_EGRESS_ARCHIVE WHERE STATE = 'FAILED' GROUP BY CAUSE", rows -> {
                    Map<String, Long> failures = new TreeMap<>();
                    while (rows.next()) {
                        failures.put(rows.getString(1), rows.getLong(2));
                    }
                    return failures;
                });
    }

    /** The names of the archives, by their ids. */
    Map<String, String> names() throws SQLException {
        return query("SELECT ARCHIVE_ID, NAME FROM GLACIER_EGRESS_ARCHIVE", rows -> {
            Map<String, String> names = new HashMap<>();
            while (rows.next()) {
                names.put(rows.getString(1), rows.getString(2));
            }
            return names;
        });
    }

    long extensions() throws SQLException {
        return number("SELECT COALESCE(SUM(EXTENSIONS), 0) FROM GLACIER_EGRESS_ARCHIVE");
    }

    /** The archives that the node of this archive has claimed. */
    Set<String> claimedWith(String archive) throws SQLException {
        // Ids of the simulator have no quotes.
        return archives("NODE = (SELECT NODE FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = '" + archive + "')");
    }

    /** The archives that are delivered. */
    Set<String> delivered() throws SQLException {
        return archives("STATE = 'DELIVERED'");
    }

    private Set<String> archives(String condition) throws SQLException {
        return query("SELECT ARCHIVE_ID FROM GLACIER_EGRESS_ARCHIVE WHERE " + condition, rows -> {
            Set<String> archives = new HashSet<>();
            while (rows.next()) {
                archives.add(rows.getString(1));
            }
            return archives;
        });
    }
}
