package io.github.glacierjob.testkit;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One of several processes that deliver the same vault in chunks of 1 MiB; it may be killed or paused. */
public final class EgressNode {

    /** The chunk that is held in the route until a file with the name {@code go} exists. */
    public static final int HELD_CHUNK = 4;

    private EgressNode() {}

    /** Runs until it is killed. Arguments: database, URI, directory, name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[2]);
        Path notes = directory.resolve(arguments[3]);
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("db", Database.at(arguments[0]));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(arguments[1]).process(exchange -> note(exchange, directory, notes));
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    /** Writes the chunk to its place in the whole archive, and its index into the log of this node. */
    private static void note(Exchange exchange, Path directory, Path log) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(exchange.getMessage().getBody(byte[].class));
        int index = exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
        try (FileChannel output =
                FileChannel.open(directory.resolve("output"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            output.write(bytes, exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_START, Long.class));
        }
        Files.writeString(log, index + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (index == HELD_CHUNK) {
            await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(directory.resolve("go")));
        }
    }
}
