package io.github.glacierjob.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Loads an inventory into a ledger, loads it once more, takes rows like orders and deliveries do, and prints one row of
 * the table. Arguments: the database's URL, the vault's ARN, the document.
 */
final class LedgerLoad {

    /** A node takes rows thousands of times, so the first takes, which the JVM has not compiled, do not count. */
    private static final int WARM_UP = 60;

    private static final int WARM_UP_OF_STATUS = 10;
    private static final int TAKES = 40;
    private static final int READY = 11_000;
    private static final int HUNDRED = 100;
    private static final int IN_FLIGHT = 1000;

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
            double firstCpu = cpuSeconds();
            System.out.printf(Locale.ROOT, "| %d | %.0f | %.0f |", run.rows(), first, firstCpu);
            System.out.flush();
            run.sql().update("UPDATE {VAULT} SET INVENTORY_SHA256 = NULL");
            double second = run.load();
            System.out.printf(Locale.ROOT, " %.0f | %.0f |", second, cpuSeconds() - firstCpu);
            System.out.flush();
            run.printTakes();
            System.exit(open.isValid(1) ? 0 : 1);
        }
    }

    private long rows() {
        return sql().query("SELECT COUNT(*) AS N FROM {ARCHIVE}", row -> row.getLong("N"))
                .get(0);
    }

    /**
     * Takes rows as the component does: the next ones to order of all LISTED rows, with the earlier orders in flight;
     * the next ones to deliver of {@link #READY}.
     */
    private void printTakes() {
        // A high rate of the last hour, so that the pace allows all orders.
        sql().update(
                        "INSERT INTO {MINUTE} VALUES (?, 'n', ?, 1000, 1000000000000000)",
                        vault.arn(),
                        Instant.now().plus(1, ChronoUnit.HOURS));
        NextOrders orders = new NextOrders(vault);
        StatusQuery status = new StatusQuery(vault);
        ArchiveClaims claims = new ArchiveClaims(vault);
        IntSupplier commit =
                () -> HUNDRED * sql().update("UPDATE {VAULT} SET PACE = 1 WHERE VAULT_ARN = ?", vault.arn());
        System.out.print(" " + times(WARM_UP, commit, () -> {}) + " |");
        System.out.print(" " + times(WARM_UP, () -> orders.take(HUNDRED), () -> place(orders)) + " |");
        System.out.print(
                " " + times(WARM_UP_OF_STATUS, () -> status.read().orders() > 0 ? HUNDRED : 0, () -> {}) + " |");
        makeReady();
        System.out.println(
                " " + times(WARM_UP, () -> claims.take(HUNDRED, Set.of()).size(), this::deliver) + " |");
    }

    /** A node has no more claims than deliveries, so a take does not read past thousands of claimed rows. */
    private void deliver() {
        sql().update(
                        "UPDATE {ARCHIVE} SET STATE = 'DELIVERED', NODE = NULL"
                                + " WHERE VAULT_ARN = ? AND STATE = 'READY' AND NODE IS NOT NULL",
                        vault.arn());
    }

    /** At most {@link #IN_FLIGHT} archives are ordered and not delivered, as by default. */
    private void place(NextOrders orders) {
        orders.place();
        long inFlight = sql().query(
                        "SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'ORDERED'",
                        row -> row.getLong("N"),
                        vault.arn())
                .get(0);
        if (inFlight >= IN_FLIGHT) {
            sql().update(
                            "UPDATE {ARCHIVE} SET STATE = 'DELIVERED', LOOK_AT = NULL"
                                    + " WHERE VAULT_ARN = ? AND STATE = 'ORDERED'",
                            vault.arn());
        }
    }

    private void makeReady() {
        List<String> ready = sql().query(
                        "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND STATE = 'LISTED'"
                                + " ORDER BY VAULT_ARN, STATE, LOOK_AT, READY_AT, CREATED, ARCHIVE_ID"
                                + " FETCH FIRST ? ROWS ONLY",
                        row -> row.getString(1),
                        vault.arn(),
                        READY);
        sql().inTransaction(connection -> {
            for (String id : ready) {
                sql().update(
                                connection,
                                "UPDATE {ARCHIVE} SET STATE = 'READY', READY_AT = CURRENT_TIMESTAMP" + " WHERE "
                                        + Sql.OF_ARCHIVE,
                                vault.arn(),
                                id);
            }
            return null;
        });
        sql().analyze("{ARCHIVE}");
    }

    private static DataSource database(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            return h2;
        }
        // A pool, as in applications: each new connection is a new process of the server.
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(4);
        return new HikariDataSource(pool);
    }

    private Sql sql() {
        return vault.ledger().sql();
    }

    /** The duration of a load in seconds. */
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

    /**
     * The milliseconds until a hundred rows are taken and committed, after some runs to warm up: minimum, median, maximum.
     */
    private static String times(int warmUp, IntSupplier take, Runnable afterwards) {
        double[] times = new double[TAKES];
        for (int i = -warmUp; i < TAKES; i++) {
            long begun = System.nanoTime();
            int taken = take.getAsInt();
            double milliseconds = (System.nanoTime() - begun) / 1e6;
            afterwards.run();
            if (i >= 0) {
                times[i] = milliseconds;
            }
            if (taken != HUNDRED) {
                throw new IllegalStateException("expected " + HUNDRED + ", took " + taken);
            }
        }
        Arrays.sort(times);
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", times[0], times[TAKES / 2], times[TAKES - 1]);
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}
