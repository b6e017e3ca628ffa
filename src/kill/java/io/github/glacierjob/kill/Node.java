package io.github.glacierjob.kill;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.repository.JdbcClaimRepository;
import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.repository.JdbcProgressRepository;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * One of several nodes that share the jobs of some vaults, one vault for each output mode. It writes a line for each
 * message that its routes have read, samples of its heap and, at a normal stop, the resources that it still holds. It
 * stops at the end of its input. Arguments: endpoint, URL of the database, directory, name.
 */
public final class Node {

    static final long CHUNK = 1 << 20;
    static final int PARALLELISM = 2;
    static final int CONCURRENT_JOBS = 2;
    static final int CLAIM_AGE_MILLIS = 10_000;

    private static final int SAMPLE_SECONDS = 5;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final String endpoint;
    private final Path directory;
    private final Path log;

    private Node(String endpoint, Path directory, String name) {
        this.endpoint = endpoint;
        this.directory = directory;
        this.log = directory.resolve(name + ".messages");
    }

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[2]);
        Node node = new Node(arguments[0], directory, arguments[3]);
        Set<String> before = held();
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        sampler.scheduleAtFixedRate(
                () -> sample(directory.resolve(arguments[3] + ".heap")), 0, SAMPLE_SECONDS, TimeUnit.SECONDS);
        JdbcConnectionPool pool = JdbcConnectionPool.create(arguments[1], "", "");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            node.consume(context, pool);
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
        pool.dispose();
        sampler.shutdown();
        sampler.awaitTermination(SAMPLE_SECONDS, TimeUnit.SECONDS);
        Set<String> left = held();
        left.removeAll(before);
        Files.write(directory.resolve(arguments[3] + ".left"), left);
        System.exit(0);
    }

    private void consume(DefaultCamelContext context, JdbcConnectionPool pool) throws Exception {
        JdbcClaimRepository claims = new JdbcClaimRepository(pool);
        claims.setClaimAge(CLAIM_AGE_MILLIS);
        context.getRegistry().bind("claims", claims);
        context.getRegistry().bind("consumed", new JdbcJobRepository(pool));
        context.getRegistry().bind("progress", new JdbcProgressRepository(pool));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (Mode mode : Soak.MODES) {
                    from(uri(mode)).process(Node.this::note);
                }
            }
        });
        context.start();
    }

    private String uri(Mode mode) {
        return "glacier-job:" + mode
                + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true&uriEndpointOverride="
                + endpoint
                + "&outputMode=" + mode + "&chunkSize=" + CHUNK + "&parallelism=" + PARALLELISM
                + "&concurrentJobs=" + CONCURRENT_JOBS + "&workDirectory=" + directory.resolve("work")
                + "&initialDelay=0&delay=1000&onFailedJob=emit"
                + "&requestTimeout=5000&retryDelay=100&maxRetryDelay=2000"
                + "&inProgressRepository=#claims&idempotentRepository=#consumed&progressRepository=#progress";
    }

    /**
     * Reads all of a message, and then writes its line: job, offset, bytes, CRC-32. A file belongs to the route, which
     * deletes it.
     */
    private void note(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        CRC32 crc = new CRC32();
        long count = 0;
        if (!"Failed".equals(message.getHeader(GlacierJobConstants.STATUS_CODE))) {
            try (InputStream body = message.getMandatoryBody(InputStream.class)) {
                count = new CheckedInputStream(body, crc).transferTo(OutputStream.nullOutputStream());
            }
        }
        append(
                log,
                "%s %d %d %d%n"
                        .formatted(
                                message.getHeader(GlacierJobConstants.ID),
                                message.getHeader(GlacierJobConstants.CHUNK_START, 0L, Long.class),
                                count,
                                crc.getValue()));
        if (message.getBody() instanceof File file) {
            Files.delete(file.toPath());
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The bytes in use after a collection. */
    private static void sample(Path file) {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try {
            append(file, System.nanoTime() + " " + used + System.lineSeparator());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Threads, open files and connections, without those of the class path; open files and connections only if the
     * system reports them.
     */
    private static Set<String> held() throws IOException {
        Set<String> held = Thread.getAllStackTraces().keySet().stream()
                .map(thread -> "thread " + thread.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        // The SDK has one such thread for all its clients, which never ends.
        held.remove("thread response-input-stream-timeout-scheduler");
        if (Files.isDirectory(DESCRIPTORS)) {
            String connections =
                    Files.readString(Path.of("/proc/net/tcp")) + Files.readString(Path.of("/proc/net/tcp6"));
            try (Stream<Path> open = Files.list(DESCRIPTORS)) {
                open.map(Node::target)
                        .filter(target -> counts(target, connections))
                        .forEach(held::add);
            }
        }
        return held;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "/dev/null";
        }
    }

    private static boolean counts(String target, String connections) {
        return target.startsWith("socket:")
                ? connections.contains(" " + target.replaceAll("\\D", "") + " ")
                : target.startsWith("/") && !target.endsWith(".jar") && !target.matches("/(dev|proc)/.*");
    }
}
