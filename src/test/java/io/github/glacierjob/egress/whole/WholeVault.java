package io.github.glacierjob.egress.whole;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.egress.GlacierEgressConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatedJob;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * A vault whose Bulk jobs take 8 hours, a ledger in an H2 file, and routes into a destination. All of them use one
 * clock, which only the test moves. The options of the client are set on the component.
 */
final class WholeVault implements AutoCloseable {

    static final Duration BULK = Duration.ofHours(8);

    final Glacier glacier;
    final GlacierSimulator simulator;
    final ManualClock clock;
    final List<String> archives = new ArrayList<>();
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final Path file;
    private Connection open;

    WholeVault(Path directory) throws SQLException {
        this(directory, GlacierSimulator.builder());
    }

    WholeVault(Path directory, SimulatorBuilder builder) throws SQLException {
        glacier = new Glacier(builder.archiveJobDuration(Tier.BULK, BULK));
        simulator = glacier.simulator;
        clock = simulator.clock();
        file = directory.resolve("ledger.mv.db");
        openLedger();
        prepare();
    }

    private DataSource source() {
        return Database.at("jdbc:h2:file:" + file.toString().replace(".mv.db", ""));
    }

    private void openLedger() throws SQLException {
        open = source().getConnection();
    }

    private void prepare() {
        glacier.context.getRegistry().bind("db", source());
        glacier.context.getRegistry().bind("clock", clock);
        GlacierEgressConfiguration options = glacier.context
                .getComponent("glacier-egress", GlacierEgressComponent.class)
                .getConfiguration();
        options.setAccessKey("a");
        options.setSecretKey("s");
        options.setRegion("us-east-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(simulator.endpoint().toString());
        options.setClock(clock);
        options.setRetryDelay(1);
        options.setMaxRetryDelay(5);
    }

    String archive(String vault, long size) {
        return archive(vault, size, "archive " + contents.size());
    }

    String archive(String vault, long size, String description) {
        Content content = Content.seeded(contents.size(), size);
        String archive = simulator.addArchive(vault, content, description);
        contents.put(archive, content);
        return archive;
    }

    /** Adds archives to the vault {@code photos}. */
    void archives(int count, long size) {
        for (int i = 0; i < count; i++) {
            archives.add(archive("photos", size));
        }
    }

    byte[] expected(String archive) {
        Content content = contents.get(archive);
        return content.expected(0, content.size());
    }

    String expectedDigest(String archive) {
        return HexFormat.of().formatHex(Destination.sha256().digest(expected(archive)));
    }

    /** The suffix of an archive whose name another archive has. */
    String expectedTag(String archive) {
        byte[] id = archive.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Destination.sha256().digest(id)).substring(0, 8);
    }

    /** The endpoint as a user writes it, with polls every 50 ms so that a test does not wait. */
    static String uri(String vault, String options) {
        return "glacier-egress:" + vault + "?dataSource=#db&initialDelay=0&delay=50"
                + (options.isEmpty() ? "" : "&" + options);
    }

    void start(String options, Processor destination) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("photos", options)).routeId("egress").process(destination);
            }
        });
    }

    /** Ends the application; the next {@link #start} creates another one. */
    void stop() {
        glacier.restart();
        prepare();
    }

    /** Copies the ledger while no process has it open. */
    void copyLedger(Path from, Path to) throws Exception {
        open.close();
        Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        openLedger();
    }

    Path file() {
        return file;
    }

    GlacierEgressConsumer consumer() {
        return (GlacierEgressConsumer) glacier.context.getRoute("egress").getConsumer();
    }

    void await(Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(SOON).until(condition);
    }

    /** Waits for the end of two polls, the second of which began after this call. */
    void polls() {
        long before = consumer().getCounter();
        await(() -> consumer().getCounter() >= before + 2);
    }

    /** Moves the clock until a condition holds; a poll runs after each step. */
    void pass(Duration step, Callable<Boolean> until) throws Exception {
        long begun = System.nanoTime();
        while (!until.call()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            clock.advance(step);
            polls();
        }
    }

    /** The result of a query for one value; null if there is no row. */
    String value(String query) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    long count(String where) throws SQLException {
        return Long.parseLong(value("SELECT COUNT(*) FROM GLACIER_EGRESS_ARCHIVE WHERE " + where));
    }

    Callable<Boolean> are(long number, String state) {
        return () -> count("STATE = '" + state + "'") == number;
    }

    /** The jobs of the service, by their archives. */
    Map<String, List<String>> jobs() {
        return simulator.jobs("photos").stream()
                .filter(job -> job.archiveId() != null)
                .collect(Collectors.groupingBy(
                        SimulatedJob::archiveId, Collectors.mapping(SimulatedJob::id, Collectors.toList())));
    }

    /** The number of requests for archive jobs that the service has received. */
    long orders() {
        return simulator.requests(Operation.INITIATE_JOB).stream()
                .filter(request -> request.body().contains("archive-retrieval"))
                .count();
    }

    @Override
    public void close() throws SQLException {
        glacier.close();
        open.close();
    }
}
