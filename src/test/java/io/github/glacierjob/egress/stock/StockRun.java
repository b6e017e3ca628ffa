package io.github.glacierjob.egress.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.stock.Stock;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A simulated vault, a ledger, and nodes that load the inventory of the vault into the ledger. */
final class StockRun implements AutoCloseable {

    final Glacier glacier;
    final Database database;
    final List<Throwable> reports = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    StockRun(Database.Kind kind) throws SQLException {
        this(kind, GlacierSimulator.builder());
    }

    StockRun(Database.Kind kind, SimulatorBuilder simulator) throws SQLException {
        glacier = new Glacier(simulator);
        database = new Database(kind);
    }

    String archive(String text) {
        return glacier.simulator.addArchive("photos", Content.of(text), text);
    }

    String arn() {
        return glacier.simulator.vaultArn("photos");
    }

    /** Starts a node that polls every 50 ms by the simulator's clock. */
    CamelContext start(String options) throws Exception {
        return start("photos", options);
    }

    CamelContext start(String options, Consumer<CamelContext> setUp) throws Exception {
        return start("photos", options, setUp);
    }

    CamelContext start(String vault, String options) throws Exception {
        return start(vault, options, context -> {});
    }

    private CamelContext start(String vault, String options, Consumer<CamelContext> setUp) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("db", database.source);
        context.getRegistry().bind("time", (InstantSource) glacier.simulator.clock()::instant);
        setUp.accept(context);
        nodes.add(new Node(context, uri(vault, options)));
        return context;
    }

    private String uri(String vault, String options) {
        return "glacier-egress:" + vault + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + glacier.simulator.endpoint()
                + "&retryDelay=1&maxRetryDelay=5&dataSource=#db&clock=#time"
                + (options.isEmpty() ? "" : "&" + options);
    }

    /** The stock of a consumer, without the orders and deliveries of its polls. */
    private final class Node {

        private final CamelContext context;
        private final EgressVault vault;
        private final Stock stock;
        private final ScheduledExecutorService polls = Executors.newSingleThreadScheduledExecutor();

        private Node(CamelContext context, String uri) {
            this.context = context;
            context.start();
            GlacierEgressEndpoint endpoint = context.getEndpoint(uri, GlacierEgressEndpoint.class);
            vault = new EgressVault(endpoint, endpoint.getConfiguration());
            vault.open();
            stock = new Stock(vault, context, this);
            polls.scheduleWithFixedDelay(this::poll, 0, 50, TimeUnit.MILLISECONDS);
        }

        private void poll() {
            try {
                stock.load();
            } catch (RuntimeException e) {
                reports.add(e);
            }
        }

        private void stop() {
            try {
                polls.shutdown();
                assertThat(polls.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
                stock.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            vault.close();
            context.stop();
        }
    }

    void stop() {
        nodes.forEach(Node::stop);
        nodes.clear();
    }

    /** Waits for the load with a number, and returns the vault's row. */
    Map<String, String> loaded(int number) throws SQLException {
        return loaded(arn(), number);
    }

    Map<String, String> loaded(String arn, int number) throws SQLException {
        await().atMost(Glacier.SOON.multipliedBy(3))
                .until(() -> !query("SELECT LOAD_NO FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO >= " + number
                                + " AND LOADER IS NULL AND VAULT_ARN = '" + arn + "'")
                        .isEmpty());
        return query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE VAULT_ARN = '" + arn + "'")
                .get(0);
    }

    /** The state and cause of each archive, by its id. */
    Map<String, String> states() throws SQLException {
        Map<String, String> states = new TreeMap<>();
        for (Map<String, String> row : rows()) {
            states.put(
                    row.get("ARCHIVE_ID"), row.get("STATE") + (row.get("CAUSE") == null ? "" : " " + row.get("CAUSE")));
        }
        return states;
    }

    List<Map<String, String>> rows() throws SQLException {
        return query("SELECT * FROM GLACIER_EGRESS_ARCHIVE WHERE VAULT_ARN = '" + arn() + "' ORDER BY ARCHIVE_ID");
    }

    /** Waits until a poll has failed with this text. */
    void awaitReport(String words) {
        await().atMost(Glacier.SOON).until(() -> reports.stream()
                .anyMatch(e -> String.valueOf(e.getMessage()).contains(words)));
    }

    long initiated() {
        return glacier.simulator.requests(Operation.INITIATE_JOB).size();
    }

    List<Map<String, String>> query(String sql) throws SQLException {
        try (Connection connection = database.source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Map<String, String>> read = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new TreeMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT), rows.getString(i));
                }
                read.add(row);
            }
            return read;
        }
    }

    int update(String sql) throws SQLException {
        try (Connection connection = database.source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        stop();
        glacier.close();
        database.close();
    }
}
