package io.github.glacierjob.wholevault;

import com.zaxxer.hikari.HikariDataSource;
import io.github.glacierjob.GlacierJobConstants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process that retrieves a vault into a directory, and ends with exit code 0 when nothing is left to do. It writes a
 * line for each archive that its route begins, and one for each that its route ends. Arguments: endpoint of the
 * service, URL of the database, directory, name of the node, its clock, further options of the URI.
 */
public final class Node {

    static final String VAULT = "photos";
    static final String BEGUN = "begun";
    static final String ENDED = "ended";

    private static final int CONNECTIONS = 12;
    private static final long LOOK_NANOS = 200_000_000;

    private final Path directory;
    private final Path notes;

    private Node(Path directory, String name) {
        this.directory = directory;
        this.notes = notes(directory, name);
    }

    static Path retrieved(Path directory) {
        return directory.resolve("retrieved");
    }

    static Path notes(Path directory, String name) {
        return directory.resolve(name + ".notes");
    }

    /** Runs until the whole vault is retrieved. */
    public static void main(String[] arguments) throws Exception {
        Node node = new Node(Path.of(arguments[2]), arguments[3]);
        try (HikariDataSource database = new HikariDataSource();
                DefaultCamelContext context = new DefaultCamelContext()) {
            database.setJdbcUrl(arguments[1]);
            database.setMaximumPoolSize(CONNECTIONS);
            context.getRegistry().bind("ledger", database);
            context.getRegistry().bind("clock", FastClock.parse(arguments[4]));
            node.retrieve(
                    context,
                    "glacier-egress:" + VAULT
                            + "?dataSource=#ledger&clock=#clock&accessKey=a&secretKey=s&region=us-east-1"
                            + "&overrideEndpoint=true&uriEndpointOverride=" + arguments[0] + arguments[5]);
            Ledger ledger = new Ledger(database);
            while (!ledger.isOver()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        System.exit(0);
    }

    private void retrieve(DefaultCamelContext context, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .process(exchange -> note(BEGUN, exchange))
                        .to("file:" + retrieved(directory))
                        .process(exchange -> note(ENDED, exchange));
            }
        });
        context.start();
    }

    private void note(String word, Exchange exchange) throws Exception {
        String archive = exchange.getMessage().getHeader(GlacierJobConstants.ARCHIVE_ID, String.class);
        Files.writeString(notes, word + " " + archive + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
