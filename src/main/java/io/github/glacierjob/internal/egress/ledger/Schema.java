package io.github.glacierjob.internal.egress.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Creates, migrates or checks the tables of a ledger when it is opened. */
final class Schema {

    /** The version of the tables that this code reads and writes. */
    static final int VERSION = 1;

    private static final String MOMENT = " TIMESTAMP(3) WITH TIME ZONE";

    /**
     * The index that finds the next row of each state: ORDERED by LOOK_AT, READY (without LOOK_AT) by READY_AT, LISTED
     * (with neither) by CREATED. One index serves all states, because a change of the state changes every index that
     * has the state. It also has all columns that {@link VaultSums} adds up, so that the sums read no rows.
     */
    static final String BY_STATE = "{-ARCHIVE}_STATE ON {ARCHIVE}"
            + " (VAULT_ARN, STATE, LOOK_AT, READY_AT, CREATED, ARCHIVE_ID, SIZE_BYTES, FETCHED_BYTES,"
            + " RECEIVED_BYTES, ORDERS, EXTENSIONS, ORDERED_AT, EXPIRES_AT)";

    /**
     * PostgreSQL writes the new version of a row beside the old one if the page has room. Then only indexes with a
     * changed column are changed: an intent or a claim writes one page instead of four.
     */
    private static final String ROOM = "ALTER TABLE {ARCHIVE} SET (FILLFACTOR = 85)";

    private static final String STATE_INDEX = "CREATE INDEX " + BY_STATE;

    /** Whether the ledger has archives, and no living node loads an inventory: that node creates the indexes itself. */
    private static final String FILLED = "SELECT 1 AS ONE FROM {ARCHIVE} WHERE NOT EXISTS (SELECT 1 FROM {VAULT}"
            + " WHERE LOADER IS NOT NULL AND LOADER_BEAT_AT >= CURRENT_TIMESTAMP - INTERVAL '60' SECOND)"
            + " FETCH FIRST 1 ROWS ONLY";

    /** For each version, the statements that create it from the version before. */
    private static final List<List<String>> STEPS = List.of(List.of(
            "CREATE TABLE {VERSION} (VERSION INTEGER NOT NULL)",
            "CREATE TABLE {VAULT} (VAULT_ARN VARCHAR(400) PRIMARY KEY,"
                    // The loaded inventory: its job or its resource, its date, and the SHA-256 of its bytes.
                    + " LOAD_NO BIGINT DEFAULT 0 NOT NULL, INVENTORY_JOB_ID VARCHAR(300), INVENTORY_SOURCE VARCHAR(2000),"
                    + " INVENTORY_DATE" + MOMENT + ", INVENTORY_SHA256 VARCHAR(64), LOADED_AT" + MOMENT + ","
                    + " ARCHIVES BIGINT, BAD_ENTRIES BIGINT,"
                    // The load whose summary was sent; the node that sends the next summary, and its last heartbeat.
                    + " SUMMARY_OF BIGINT, SUMMARY_NODE VARCHAR(64), SUMMARY_BEAT_AT" + MOMENT + ","
                    // The filter of the loaded inventory; the number of loads that began.
                    + " FILTER VARCHAR(2000), LOADS BIGINT DEFAULT 0 NOT NULL,"
                    // Among the complete loads, the last load of the newest inventory, and its date.
                    + " NEWEST_LOAD BIGINT DEFAULT 0 NOT NULL, NEWEST_DATE" + MOMENT + ","
                    // The node that fetches or loads an inventory now, and its last heartbeat.
                    + " LOADER VARCHAR(64), LOADER_BEAT_AT" + MOMENT + ","
                    // The awaited inventory job: when its request began, its id, and when it is checked next.
                    + " WANTED_AT" + MOMENT + ", WANTED_JOB_ID VARCHAR(300), WANTED_LOOK_AT" + MOMENT + ","
                    // The time before which no order is sent; the reason; the limits, if they are the reason.
                    + " ORDER_AT" + MOMENT + ", ORDER_CAUSE VARCHAR(1000), ORDER_LIMITS VARCHAR(200),"
                    // The pace in orders per second after the last throttling, and the time of that.
                    + " PACE DOUBLE PRECISION, PACE_AT" + MOMENT + ","
                    // How long jobs of each tier have taken, in ms.
                    + " BULK_MS BIGINT, STANDARD_MS BIGINT, EXPEDITED_MS BIGINT,"
                    // The node that looks at jobs now, and its last heartbeat; the number of looks that are left, and
                    // since when.
                    + " LOOKER VARCHAR(64), LOOKER_BEAT_AT" + MOMENT
                    + ", LOOKS_LEFT DOUBLE PRECISION DEFAULT 0 NOT NULL, LOOKS_AT" + MOMENT + ")",
            "CREATE TABLE {ARCHIVE} (VAULT_ARN VARCHAR(400) NOT NULL, ARCHIVE_ID VARCHAR(1024) NOT NULL,"
                    + " NAME VARCHAR(2000), DESCRIPTION VARCHAR(4096), CREATED" + MOMENT + ", SIZE_BYTES BIGINT,"
                    + " TREE_HASH VARCHAR(64), STATE VARCHAR(10) NOT NULL, CAUSE VARCHAR(1000),"
                    + " JOB_ID VARCHAR(300), TIER VARCHAR(20), ORDERS INTEGER DEFAULT 0 NOT NULL, ORDERED_AT" + MOMENT
                    + ", READY_AT" + MOMENT + ", EXPIRES_AT" + MOMENT + ", DONE_AT" + MOMENT + ","
                    + " FETCHED_BYTES BIGINT DEFAULT 0 NOT NULL, DESTINATION VARCHAR(2000), SINK_CHECKSUM VARCHAR(1000),"
                    // The digests of the bytes that were read; for chunks also the number of proved bytes.
                    + " DIGESTS VARCHAR(300),"
                    // The open order; the next job, which takes over when the output of the first job is gone.
                    + " ORDER_ID VARCHAR(36), NEXT_JOB_ID VARCHAR(300), EXTENSIONS INTEGER DEFAULT 0 NOT NULL,"
                    // The load since which all complete loads have contained the archive, or the load since which all
                    // have lacked it; the date of the newest inventory that decided whether the archive is in the
                    // vault, or an older date while the vault's NEWEST_LOAD also contained it.
                    + " SEEN_LOAD BIGINT, LACKED_LOAD BIGINT, SEEN_DATE" + MOMENT + ", LOOK_AT" + MOMENT + ","
                    // When the service first did not know the job.
                    + " JOB_GONE_AT" + MOMENT + ","
                    // The completed job as the service described it, which saves a request.
                    + " JOB_JSON VARCHAR(4000),"
                    // Delivery: the first job whose output was delivered, the failures, the next try, the claim, the
                    // chunks.
                    + " OUTPUT_ID VARCHAR(300), FAILURES INTEGER DEFAULT 0 NOT NULL, TRY_AT" + MOMENT + ","
                    + " NODE VARCHAR(64), BEAT_AT" + MOMENT + ", CLAIM_NO BIGINT DEFAULT 0 NOT NULL,"
                    + " PROGRESS VARCHAR(8000),"
                    // All bytes of outputs that have arrived, including repeated ones.
                    + " RECEIVED_BYTES BIGINT DEFAULT 0 NOT NULL,"
                    // The hash of the folded name, and the load that inserted the row: the name may change until that
                    // load or a later one is complete. The load that changed the row from SKIPPED to LISTED. The date
                    // and the flags of the file, from the uploader's tool.
                    + " NAME_KEY BIGINT, FIRST_LOAD BIGINT DEFAULT 0 NOT NULL, LISTED_LOAD BIGINT DEFAULT 0 NOT NULL,"
                    + " MODIFIED" + MOMENT
                    + ", COMPRESSED BOOLEAN, ENCRYPTED BOOLEAN, PRIMARY KEY (VAULT_ARN, ARCHIVE_ID))",
            STATE_INDEX,
            // Each request for a job that was or may have been executed; its intent is stored before it is sent.
            "CREATE TABLE {ORDERS} (ORDER_ID VARCHAR(36) PRIMARY KEY, VAULT_ARN VARCHAR(400) NOT NULL,"
                    + " ARCHIVE_ID VARCHAR(1024) NOT NULL, EXTENSION BOOLEAN NOT NULL, TIER VARCHAR(20),"
                    + " SIZE_BYTES BIGINT, STATE VARCHAR(10) NOT NULL, JOB_ID VARCHAR(300), CAUSE VARCHAR(1000),"
                    + " NODE VARCHAR(64) NOT NULL, INTENDED_AT" + MOMENT + " NOT NULL, ENDED_AT" + MOMENT
                    // The last heartbeat, by the database's time; the first job list without the job, and how many
                    // lists lacked it.
                    + ", BEAT_AT" + MOMENT + " NOT NULL, ABSENT_AT" + MOMENT + ", ABSENCES INTEGER DEFAULT 0 NOT NULL)",
            "CREATE INDEX {-ORDERS}_STATE ON {ORDERS} (VAULT_ARN, STATE, INTENDED_AT)",
            "CREATE INDEX {-ORDERS}_ARCHIVE ON {ORDERS} (VAULT_ARN, ARCHIVE_ID)",
            // The orders by the time of their answer, for the limits; the rows of a minute are merged into one.
            "CREATE TABLE {SPENT} (VAULT_ARN VARCHAR(400) NOT NULL, SPENT_ID VARCHAR(36) NOT NULL, SPENT_AT" + MOMENT
                    + " NOT NULL, ORDERS BIGINT NOT NULL, BYTES BIGINT NOT NULL, COST NUMERIC(38, 12) NOT NULL,"
                    + " PRIMARY KEY (VAULT_ARN, SPENT_ID))",
            // The deliveries of each minute and node, for the rate of the last hour.
            "CREATE TABLE {MINUTE} (VAULT_ARN VARCHAR(400) NOT NULL, NODE VARCHAR(64) NOT NULL, MINUTE_AT" + MOMENT
                    + " NOT NULL, ARCHIVES BIGINT NOT NULL, BYTES BIGINT NOT NULL,"
                    + " PRIMARY KEY (VAULT_ARN, MINUTE_AT, NODE))"));

    private final Sql sql;

    Schema(Sql sql) {
        this.sql = sql;
    }

    /** All statements for a database without tables, as in catalog/sql. */
    static List<String> statements() {
        return STEPS.stream().flatMap(List::stream).toList();
    }

    /**
     * Creates or migrates the tables.
     *
     * @param create false if the tables must exist
     * @throws IllegalStateException if the tables have a newer version, or are missing and may not be created
     */
    void open(boolean create) {
        int version = version();
        if (version > VERSION) {
            throw new IllegalStateException(sql.named("Table {VERSION}") + ": expected a ledger of version " + VERSION
                    + " or older, it is of version " + version
                    + "; use the version of the component that made it, or a newer one");
        }
        if (version < VERSION && !create) {
            throw new IllegalStateException(sql.named("Table {VERSION}") + ": expected a ledger of version " + VERSION
                    + ", it is " + (version == 0 ? "missing" : "of version " + version)
                    + "; run the statements of catalog/sql, or set createTables=true");
        }
        for (int next = version; next < VERSION; next++) {
            migrateOnce(next);
        }
        if (create && version == VERSION && sql.isH2() && isFilled()) {
            index();
        }
    }

    /**
     * Runs work that fills the ledger. H2 fills an empty table many times faster without the index by state: each
     * new entry would write a page. So H2 gets this index in one step after the first load. Without
     * them, everything works, but slowly: if a node dies before it has created them, the next load does it, or the next
     * node that opens the ledger. They are never dropped: a statement
     * that runs at that moment could find nothing on H2, or be told that the database is closed.
     */
    void fill(boolean create, Runnable work) {
        try {
            work.run();
        } finally {
            if (create && sql.isH2()) {
                index();
            }
        }
    }

    private boolean isFilled() {
        return sql.query(FILLED, row -> true).contains(true);
    }

    private void index() {
        new NodeRace().run(() -> sql.update(resumable(STATE_INDEX)));
    }

    /** The version in the database; 0 if there are no tables, or if a node is still creating them. */
    private int version() {
        return sql.inTransaction(connection -> hasTable(connection)
                ? sql.query(connection, "SELECT MAX(VERSION) AS V FROM {VERSION}", row -> row.getInt("V"))
                        .get(0)
                : 0);
    }

    private boolean hasTable(Connection connection) throws SQLException {
        String table = sql.named("{VERSION}");
        int dot = table.indexOf('.');
        String schema = dot < 0 ? connection.getSchema() : table.substring(0, dot);
        String name = table.substring(dot + 1);
        for (String cased : List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, cased, null)) {
                while (tables.next()) {
                    if (schema == null || schema.equalsIgnoreCase(tables.getString("TABLE_SCHEM"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Migrates the tables by one version. If several nodes begin at the same time, only one does it. */
    private void migrateOnce(int from) {
        new NodeRace(() -> version() > from, () -> sql.inTransaction(this::hasTable)).run(() -> migrate(from));
    }

    /**
     * Executes the statements of one version. The version number is written last: it shows that all statements before
     * it are done.
     */
    private void migrate(int from) {
        sql.inTransaction(connection -> {
            for (String statement : STEPS.get(from)) {
                if (!sql.isH2()) {
                    sql.update(connection, statement);
                } else if (!statement.equals(STATE_INDEX)) {
                    sql.update(connection, resumable(statement));
                }
            }
            if (sql.isPostgres()) {
                sql.update(connection, ROOM);
            }
            sql.update(connection, "DELETE FROM {VERSION}");
            return sql.update(connection, "INSERT INTO {VERSION} VALUES (?)", from + 1);
        });
    }

    /**
     * A statement that can be repeated. H2 commits each statement: if a node dies, the next node finds the first
     * tables.
     */
    private static String resumable(String statement) {
        return statement.replaceFirst("^CREATE (TABLE|INDEX) ", "CREATE $1 IF NOT EXISTS ");
    }
}
