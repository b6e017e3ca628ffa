package io.github.glacierjob.bench;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.order.NextOrders;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.egress.stock.Stock;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
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

    private static final int TAKES = 20;
    private static final int HUNDRED = 100;

    private final CamelContext context = new DefaultCamelContext();
    private final EgressVault vault;

    private LedgerLoad(DataSource database, String arn, String document) {
        context.getRegistry().bind("db", database);
        context.start();
        GlacierEgressEndpoint endpoint = context.getEndpoint(
                "glacier-egress:" + arn + "?accessKey=a&secretKey=s&region=us-east-1&dataSource=#db&inventory=file:"
                        + document + "&jobsInFlight=1000000000",
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
            System.out.printf(Locale.ROOT, "| %d | %.0f | %.0f | %.0f |", run.rows(), first, cpu, second);
            run.printTakes();
            System.exit(open.isValid(1) ? 0 : 1);
        }
    }

    private long rows() {
        return sql().query("SELECT COUNT(*) AS N FROM {ARCHIVE}", row -> row.getLong("N"))
                .get(0);
    }

    /** With all archives listed, then with all of them ready: both as the code of the component takes them. */
    private void printTakes() {
        // A high rate of the last hour, so that the pace allows all orders.
        sql().update(
                        "INSERT INTO {MINUTE} VALUES (?, 'n', ?, 1000, 1000000000000000)",
                        vault.arn(),
                        Instant.now().plus(1, ChronoUnit.DAYS));
        NextOrders orders = new NextOrders(vault);
        StatusQuery status = new StatusQuery(vault);
        ArchiveClaims claims = new ArchiveClaims(vault);
        System.out.printf(Locale.ROOT, " %.1f |", median(() -> orders.take(HUNDRED)));
        System.out.printf(
                Locale.ROOT, " %.0f |", median(() -> (int) status.read().orders() + HUNDRED));
        sql().update("UPDATE {ARCHIVE} SET STATE = 'READY', ORDER_ID = NULL, READY_AT = CURRENT_TIMESTAMP"
                + " WHERE STATE = 'LISTED'");
        System.out.printf(
                Locale.ROOT, " %.1f |%n", median(() -> claims.take(HUNDRED).size()));
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

    /** Milliseconds until a hundred are taken and committed: the median. */
    private static double median(IntSupplier take) {
        double[] times = new double[TAKES];
        for (int i = 0; i < TAKES; i++) {
            long begun = System.nanoTime();
            int taken = take.getAsInt();
            times[i] = (System.nanoTime() - begun) / 1e6;
            if (taken != HUNDRED) {
                throw new IllegalStateException("expected " + HUNDRED + ", took " + taken);
            }
        }
        Arrays.sort(times);
        return times[TAKES / 2];
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}
