package io.github.glacierjob.bench;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.stock.Stock;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Loads an inventory into a ledger, loads it once more, takes rows as orders and deliveries take them, and prints one row of
 * the table. Arguments: the database's URL, the vault's ARN, the document.
 */
final class LedgerLoad {

    private static final int TAKES = 50;
    private static final String TAKE = " AND (TRY_AT IS NULL OR TRY_AT <= ?) ORDER BY VAULT_ARN, STATE, ";
    private static final String HUNDRED = " FETCH FIRST 100 ROWS ONLY";

    private final CamelContext context = new DefaultCamelContext();
    private final EgressVault vault;

    private LedgerLoad(DataSource database, String arn, String document) {
        context.getRegistry().bind("db", database);
        context.start();
        GlacierEgressEndpoint endpoint = context.getEndpoint(
                "glacier-egress:" + arn + "?accessKey=a&secretKey=s&region=us-east-1&dataSource=#db&inventory=file:"
                        + document,
                GlacierEgressEndpoint.class);
        vault = new EgressVault(endpoint, endpoint.getConfiguration());
        vault.open();
    }

    public static void main(String[] arguments) throws Exception {
        DataSource database = database(arguments[0]);
        // H2 closes a database with its last connection.
        try (Connection open = database.getConnection()) {
            LedgerLoad run = new LedgerLoad(database, arguments[1], arguments[2]);
            double first = run.load();
            double cpu = cpuSeconds();
            run.sql().update("UPDATE {VAULT} SET INVENTORY_SHA256 = NULL");
            double second = run.load();
            double listed = run.take("LISTED", "CREATED, ARCHIVE_ID");
            run.sql()
                    .update(
                            "UPDATE {ARCHIVE} SET STATE = 'READY', READY_AT = CURRENT_TIMESTAMP WHERE SIZE_BYTES < 20000000");
            double ready = run.take("READY", "READY_AT");
            long rows = run.sql()
                    .query("SELECT COUNT(*) AS N FROM {ARCHIVE}", row -> row.getLong("N"))
                    .get(0);
            System.out.printf(
                    Locale.ROOT, "| %d | %.0f | %.0f | %.0f | %.1f | %.1f |%n", rows, first, second, listed, ready);
            System.exit(open.isValid(1) ? 0 : 1);
        }
    }

    private static DataSource database(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            return h2;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setURL(url);
        return postgres;
    }

    private Sql sql() {
        return vault.ledger().sql();
    }

    /** Seconds of a load. */
    private double load() throws InterruptedException {
        long begun = System.nanoTime();
        Stock stock = new Stock(vault, context, this);
        while (!stock.load()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        stock.stop();
        return seconds;
    }

    /** Milliseconds for the next hundred rows: the median, without the time to connect. */
    private double take(String state, String order) {
        double[] times = new double[TAKES];
        sql().inTransaction(connection -> {
            for (int i = 0; i < TAKES; i++) {
                long begun = System.nanoTime();
                int taken = sql().query(
                                connection,
                                "SELECT ARCHIVE_ID, SIZE_BYTES FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = '" + state
                                        + "'" + TAKE + order + HUNDRED,
                                row -> row.getString("ARCHIVE_ID"),
                                vault.arn(),
                                Instant.now())
                        .size();
                if (taken != 100) {
                    throw new IllegalStateException("expected 100 rows, took " + taken);
                }
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
            return null;
        });
        Arrays.sort(times);
        return times[TAKES / 2];
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}
