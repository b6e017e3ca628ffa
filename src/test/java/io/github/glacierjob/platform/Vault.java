package io.github.glacierjob.platform;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.docs.Scheme;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A simulated vault {@code photos} with an archive, and the messages that the routes of a platform received from it.
 */
public final class Vault implements AutoCloseable, Processor {
    static final Duration SOON = Duration.ofSeconds(60);
    static final int MIB = 1 << 20;
    /** A key with the characters that a URI would change. */
    static final String SECRET = "a+b/c=%26&d";

    static final Content PHOTO = Content.seeded(11, (5 << 20) + 7);

    final Scheme scheme;
    final GlacierSimulator simulator = GlacierSimulator.start();
    final String archive;
    final List<Message> messages = new CopyOnWriteArrayList<>();

    Vault() {
        this(Scheme.JOB);
    }

    /** A vault whose archive is retrieved by one of the components. */
    Vault(Scheme scheme) {
        this.scheme = scheme;
        simulator.createVault("photos");
        archive = simulator.addArchive("photos", PHOTO, "photo");
    }

    String addJob() {
        return simulator.addArchiveJob("photos", archive);
    }

    /** The options of every application: the vault's endpoint, the credentials, and the size of a range. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>(Map.of(
                "chunkSize",
                String.valueOf(2 * MIB),
                "region",
                "us-east-1",
                "accessKey",
                "any",
                "secretKey",
                SECRET,
                "overrideEndpoint",
                "true",
                "uriEndpointOverride",
                simulator.endpoint().toString()));
        if (scheme == Scheme.EGRESS) {
            options.put("outputMode", "chunks");
        }
        return options;
    }

    /** The other beans of an application: the only data source of the registry has the ledger. */
    Map<String, Object> beans() {
        return scheme == Scheme.EGRESS ? Map.of("ledger", ledger()) : Map.of();
    }

    private JdbcDataSource ledger() {
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:" + archive + ";DB_CLOSE_DELAY=-1");
        return ledger;
    }

    /** The options as a platform's properties of the component. */
    Map<String, Object> properties() {
        return options().entrySet().stream()
                .collect(Collectors.toMap(option -> property(option.getKey()), Map.Entry::getValue));
    }

    String property(String option) {
        return "camel.component." + scheme.id() + "." + option;
    }

    /** The place to which the routes of a test send their messages. */
    @Override
    public void process(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        Message copy = exchange.getMessage().copy();
        copy.setBody(body);
        messages.add(copy);
    }

    void awaitMessages(int count) {
        await().atMost(SOON).until(() -> messages.size() >= count);
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        messages.forEach(message -> all.writeBytes(message.getBody(byte[].class)));
        return all.toByteArray();
    }

    /** The sizes of the requested ranges of a job, each size once. */
    List<Long> rangeSizes(String job) {
        return simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.path().contains("/" + job + "/"))
                .map(RecordedRequest::range)
                .map(range -> range.substring("bytes=".length()).split("-"))
                .map(ends -> Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        simulator.close();
        messages.clear();
        try (Connection ledger = ledger().getConnection()) {
            ledger.createStatement().execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
