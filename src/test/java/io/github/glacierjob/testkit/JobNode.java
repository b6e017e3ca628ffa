package io.github.glacierjob.testkit;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.repository.ClaimsByClock;
import io.github.glacierjob.repository.JdbcClaimRepository;
import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.repository.JdbcProgressRepository;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One of several applications that consume the vault {@code photos} in chunks of 1 MiB, and share its jobs through a
 * database or elect a leader. As a program it may be killed.
 */
public final class JobNode implements AutoCloseable {

    /** The chunk that a program holds in its route until a file with the name {@code go} exists. */
    public static final int HELD_CHUNK = 4;

    public final CamelContext context = new DefaultCamelContext();
    public final JdbcProgressRepository progress;
    public final JdbcJobRepository consumed;
    public final JdbcClaimRepository claims;

    public JobNode(DataSource database, LongSupplier nanoTime, Duration claimAge) {
        progress = new JdbcProgressRepository(database);
        consumed = new JdbcJobRepository(database);
        claims = ClaimsByClock.repository(database, nanoTime);
        claims.setClaimAge(claimAge.toMillis());
        context.getShutdownStrategy().setTimeout(5);
        context.getRegistry().bind("progress", progress);
        context.getRegistry().bind("consumed", consumed);
        context.getRegistry().bind("claims", claims);
    }

    /** Runs until it is killed. Arguments: database, Glacier, directory, name, and whether to elect a leader. */
    public static void main(String[] arguments) throws Exception {
        JobNode node = new JobNode(Database.at(arguments[0]), System::nanoTime, Duration.ofSeconds(4));
        Path directory = Path.of(arguments[2]);
        Path log = directory.resolve(arguments[3]);
        boolean master = Boolean.parseBoolean(arguments[4]);
        if (master) {
            node.electInFile(directory.resolve("leader"));
        }
        node.consume(
                (master ? "master:archives:" : "") + uri(URI.create(arguments[1])),
                master ? "" : "&inProgressRepository=#claims",
                exchange -> note(exchange, directory, log));
        Thread.currentThread().join();
    }

    private void electInFile(Path root) throws Exception {
        FileLockClusterService service = new FileLockClusterService();
        service.setRoot(root.toString());
        service.setAcquireLockInterval(1, TimeUnit.SECONDS);
        service.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        context.addService(service);
    }

    public static String uri(URI glacier) {
        return "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true&uriEndpointOverride="
                + glacier + "&initialDelay=0&delay=50&chunkSize=1048576";
    }

    public void consume(String from, String options, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from + "&progressRepository=#progress&idempotentRepository=#consumed" + options)
                        .process(processor);
            }
        });
        context.start();
    }

    public static int index(Exchange exchange) {
        return exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
    }

    /** Writes the chunk to its place in the whole output, and its index into the log of this node. */
    private static void note(Exchange exchange, Path directory, Path log) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(exchange.getMessage().getBody(byte[].class));
        try (FileChannel output =
                FileChannel.open(directory.resolve("output"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            output.write(bytes, exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_START, Long.class));
        }
        Files.writeString(log, index(exchange) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (index(exchange) == HELD_CHUNK) {
            await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(directory.resolve("go")));
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
