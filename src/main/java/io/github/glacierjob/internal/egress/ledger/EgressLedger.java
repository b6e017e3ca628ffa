package io.github.glacierjob.internal.egress.ledger;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * An open ledger: its database, and the time that all nodes share. It may have the rows of several vaults. Thread-safe.
 */
public final class EgressLedger {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z]\\w*\\.)?[A-Za-z]\\w*");

    private final Sql sql;
    private final Schema schema;
    private final boolean createTables;
    private final InstantSource clock;

    private EgressLedger(Sql sql, Schema schema, boolean createTables, InstantSource clock) {
        this.sql = sql;
        this.schema = schema;
        this.createTables = createTables;
        this.clock = clock;
    }

    /** Rejects a prefix that is more than the beginning of a name. */
    public static void checkPrefix(String prefix) {
        Rejection.unless(
                prefix != null
                        && prefix.length() <= 40
                        && PREFIX.matcher(prefix).matches(),
                "tablePrefix",
                prefix,
                "must be at most 40 letters, digits and underscores, with or without a schema and a dot");
    }

    /**
     * Opens a ledger, and creates or migrates its tables.
     *
     * @throws IllegalStateException                  if its tables have a newer version, or are missing and may not be
     *                                                created
     * @throws org.apache.camel.RuntimeCamelException if the database refuses a statement or cannot be reached
     */
    public static EgressLedger open(GlacierEgressOptions options) {
        return open(options.getDataSource(), options.getTablePrefix(), options.isCreateTables(), options.getClock());
    }

    /** Opens a ledger without an endpoint. */
    public static EgressLedger open(DataSource dataSource, String prefix, boolean create, InstantSource clock) {
        Sql sql = new Sql(dataSource, prefix);
        if (sql.isH2()) {
            // By default, H2 writes a commit to the disk up to half a second after its answer: a crash would lose it.
            new NodeRace().run(() -> sql.update("SET WRITE_DELAY 0"));
        }
        Schema schema = new Schema(sql);
        schema.open(create);
        return new EgressLedger(sql, schema, create, new LedgerClock(sql, clock, RealMoment::now));
    }

    /** Executes statements on the ledger's tables. */
    public Sql sql() {
        return sql;
    }

    /** Inserts the row of a vault unless it exists. Other nodes may do the same. */
    public void addVault(String arn) {
        if (!hasVault(arn)) {
            new NodeRace(() -> hasVault(arn), () -> false)
                    .run(() -> sql.update("INSERT INTO {VAULT} (VAULT_ARN) VALUES (?)", arn));
        }
    }

    private boolean hasVault(String arn) {
        return hasRow("SELECT 1 AS ONE FROM {VAULT} WHERE VAULT_ARN = ?", arn);
    }

    /** Whether a query finds any row, in its own transaction. */
    public boolean hasRow(String query, Object... values) {
        return !sql.query(query, row -> true, values).isEmpty();
    }

    /** Runs work that writes many rows of archives, in its own transactions. */
    public void fill(Runnable work) {
        schema.fill(createTables, work);
    }

    /** The present time, the same on all nodes. */
    public Instant now() {
        return clock.instant();
    }
}
