package io.github.glacierjob.sinks;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.h2.jdbcx.JdbcDataSource;

/** The simulated vault {@code photos}, its ledger, and an application that retrieves its archives. */
final class Vault implements AutoCloseable {

    static final int MIB = 1 << 20;
    static final Duration SOON = Duration.ofSeconds(Integer.getInteger("sinks.seconds", 120));

    final CamelContext camel = new DefaultCamelContext();
    private final GlacierSimulator glacier = GlacierSimulator.builder()
            .archiveJobDuration(Tier.BULK, Duration.ofMinutes(1))
            .inventoryJobDuration(Duration.ofMinutes(1))
            .start();
    private final JdbcDataSource ledger = new JdbcDataSource();
    private final Connection open;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    Vault() throws SQLException {
        glacier.createVault("photos");
        ledger.setURL("jdbc:h2:mem:" + Integer.toHexString(System.identityHashCode(this)));
        open = ledger.getConnection();
        camel.getRegistry().bind("db", ledger);
        GlacierEgressConfiguration options = camel.getComponent("glacier-egress", GlacierEgressComponent.class)
                .getConfiguration();
        options.setAccessKey("any");
        options.setSecretKey("any");
        options.setRegion("us-east-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(glacier.endpoint().toString());
        options.setClock(glacier.clock());
        options.setFirstLook(0L);
        options.setMaxArchiveFailures(20);
    }

    String archive(Content content) {
        String archive = glacier.addArchive("photos", content, "archive " + contents.size());
        contents.put(archive, content);
        return archive;
    }

    /** Adds an archive of a given size. */
    String archive(long size) {
        return archive(Content.seeded(contents.size(), size));
    }

    byte[] bytes(String archive) {
        Content content = contents.get(archive);
        return content.expected(0, Math.toIntExact(content.size()));
    }

    /** Flips one bit of a file. */
    static void flip(Path file) throws IOException {
        try (RandomAccessFile stored = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = stored.length() / 2;
            stored.seek(middle);
            int old = stored.read();
            stored.seek(middle);
            stored.write(old ^ 16);
        }
    }

    void start(RoutesBuilder routes) throws Exception {
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof ScheduledPollEndpoint polled && uri.startsWith("glacier-")) {
                polled.setInitialDelay(0);
                polled.setDelay(100);
            }
            return endpoint;
        });
        camel.addRoutes(routes);
        camel.start();
    }

    /** Moves the clock by minutes until archives are in a state. */
    void awaitState(String state, List<String> archives) {
        await().atMost(SOON).until(() -> {
            glacier.clock().advance(Duration.ofMinutes(1));
            return archives.stream().allMatch(archive -> state.equals(column(archive, "STATE")));
        });
    }

    void awaitState(String state, String archive) {
        awaitState(state, List.of(archive));
    }

    /** Moves the clock by minutes until the cause of an archive's row contains a text. */
    void awaitCause(String text, String archive) {
        await().atMost(SOON).until(() -> {
            if (column(archive, "CAUSE") == null) {
                glacier.clock().advance(Duration.ofMinutes(1));
            }
            return String.valueOf(column(archive, "CAUSE")).contains(text);
        });
    }

    String column(String archive, String column) {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + column + " FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = '" + archive + "'")) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        camel.stop();
        glacier.close();
        open.close();
    }
}
