package io.github.glacierjob.testkit;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.Tier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The vault {@code photos} with READY archives in a ledger, as if they had been ordered, and routes that deliver them.
 */
public final class ReadyVault implements AutoCloseable {

    /** The number of an archive's row. The parameters are the vault's ARN and the archive's id. */
    private static final String ROW_NO =
            "(SELECT K.ROW_NO FROM GLACIER_EGRESS_KEY K WHERE K.VAULT_ARN = ? AND K.ARCHIVE_ID = ?)";

    private static final String UNIQUE_VIOLATION = "23505";

    public final Glacier glacier =
            new Glacier(GlacierSimulator.builder().archiveJobDuration(Tier.STANDARD, Duration.ofHours(4)));
    public final Database database;
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private DataSource source;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    public ReadyVault(Database.Kind kind) throws SQLException {
        database = new Database(kind);
        source = database.source;
        glacier.context.getRegistry().bind("db", source);
        GlacierEgressConfiguration options = new GlacierEgressConfiguration();
        options.setDataSource(database.source);
        EgressLedger.open(options);
    }

    /** An endpoint that polls every 50 ms. */
    public String uri(String options) {
        return "glacier-egress:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true&uriEndpointOverride="
                + glacier.simulator.endpoint() + "&dataSource=#db&retryDelay=1&maxRetryDelay=5"
                + (options.contains("elay=") ? "" : "&initialDelay=0&delay=50")
                + (options.isEmpty() ? "" : "&" + options);
    }

    /** The data source of the endpoint. */
    public void through(DataSource other) {
        source = other;
        glacier.context.getRegistry().unbind("db");
        glacier.context.getRegistry().bind("db", other);
    }

    /** The clock of the simulator, which the endpoint uses too. */
    public String onTheClock(String options) {
        glacier.context.getRegistry().bind("clock", glacier.simulator.clock());
        return uri("clock=#clock" + (options.isEmpty() ? "" : "&" + options));
    }

    /** Adds an archive whose job is complete; returns its id. */
    public String ready(Content content, String name) throws SQLException {
        String archive = glacier.simulator.addArchive("photos", content, "described as " + name);
        contents.put(archive, content);
        String job = job(archive);
        insert(archive, name, job);
        return archive;
    }

    /** A complete job for an archive. */
    public String job(String archive) {
        String job = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.completeJob(job);
        jobs.add(job);
        return job;
    }

    public String ready(long seed, long size) throws SQLException {
        return ready(Content.seeded(seed, size), "photo" + seed);
    }

    public Content content(String archive) {
        return contents.get(archive);
    }

    /** The job as the service describes it, in its JSON. */
    public String describe(String job) {
        Exchange described = glacier.request(glacier.uri("operation=describeJob"), exchange -> exchange.getMessage()
                .setHeader("CamelGlacierJobId", job));
        return described.getMessage().getBody(String.class);
    }

    /** Inserts an archive that is not ordered, as a load does. */
    public void listed(String archive) throws SQLException {
        insert(
                archive,
                "INSERT INTO GLACIER_EGRESS_ARCHIVE (ROW_NO, VAULT_ARN, ARCHIVE_ID, NAME, CREATED, SIZE_BYTES, STATE)"
                        + " VALUES (" + ROW_NO + ", ?, ?, ?, CURRENT_TIMESTAMP, 10, 'LISTED')",
                arn(),
                archive,
                arn(),
                archive,
                archive);
    }

    private void insert(String archive, String name, String job) throws SQLException {
        OffsetDateTime now = glacier.simulator.clock().instant().atOffset(ZoneOffset.UTC);
        insert(
                archive,
                "INSERT INTO GLACIER_EGRESS_ARCHIVE (ROW_NO, VAULT_ARN, ARCHIVE_ID, NAME, DESCRIPTION, CREATED,"
                        + " SIZE_BYTES, TREE_HASH, STATE, JOB_ID, TIER, ORDERS, ORDERED_AT, READY_AT, EXPIRES_AT,"
                        + " JOB_JSON) VALUES (" + ROW_NO + ", ?, ?, ?, ?, ?, ?, ?, 'READY', ?, 'Bulk', 1, ?, ?, ?, ?)",
                arn(),
                archive,
                arn(),
                archive,
                name,
                "described as " + name,
                now,
                contents.get(archive).size(),
                glacier.simulator.treeHash(archive),
                job,
                now,
                now.plusNanos(contents.size() * 1_000_000L),
                now.plusHours(24),
                describe(job));
    }

    /** Inserts a row with its key; replaces the row if a running route has just loaded the archive. */
    private void insert(String archive, String insert, Object... values) throws SQLException {
        try (Connection connection = database.source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(
                        connection,
                        "INSERT INTO GLACIER_EGRESS_KEY (VAULT_ARN, ARCHIVE_ID) VALUES (?, ?)",
                        arn(),
                        archive);
            } catch (SQLException e) {
                if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback();
                execute(connection, "DELETE FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = ?", archive);
            }
            execute(connection, insert, values);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    public String arn() {
        return glacier.simulator.vaultArn("photos");
    }

    public int update(String sql, Object... values) throws SQLException {
        try (Connection connection = database.source.getConnection()) {
            return execute(connection, sql, values);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** A column of an archive's row, as text. */
    public String column(String archive, String column) throws SQLException {
        String sql = "SELECT " + column + " FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = ?";
        try (Connection connection = database.source.getConnection();
                PreparedStatement statement = prepared(connection, sql, archive);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    /** The result of a query for one number. */
    public long count(String sql) throws SQLException {
        try (Connection connection = database.source.getConnection();
                PreparedStatement statement = prepared(connection, sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    public String state(String archive) throws SQLException {
        return column(archive, "STATE");
    }

    public void awaitState(String state, String... archives) {
        await().atMost(Glacier.SOON).until(() -> List.of(archives).stream().allMatch(archive -> has(archive, state)));
    }

    private boolean has(String archive, String state) {
        try {
            return state(archive).equals(state);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the claim of an archive look as if its node had died three minutes ago. */
    public void age(String archive) throws SQLException {
        update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET BEAT_AT = CURRENT_TIMESTAMP - INTERVAL '180' SECOND WHERE ARCHIVE_ID = ?",
                archive);
    }

    public void route(String from, Processor processor) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("egress").process(processor);
            }
        });
    }

    public void route(RouteBuilder routes) throws Exception {
        glacier.route(routes);
    }

    /** Stops the context and creates a new one, like a restart of the application. */
    public void restart() {
        glacier.restart();
        glacier.context.getRegistry().bind("db", source);
    }

    /** The requests for outputs of archives that were answered with bytes. */
    public List<RecordedRequest> fetched() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.status() < 300 && jobs.contains(request.jobId()))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        glacier.close();
        database.close();
    }
}
