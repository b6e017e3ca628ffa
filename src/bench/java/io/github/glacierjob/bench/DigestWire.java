package io.github.glacierjob.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.options.OutputMode;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Retrieves a whole vault, one archive at a time, over four connections of 25 MB/s, alternately with and without digests; prints
 * the rows of a table. The first round warms up and does not count. The processor time includes that of the service. System
 * properties: {@code bench.mib} (the archive's size, default 256), {@code bench.rounds} (default 5).
 */
final class DigestWire {

    private static final long CONNECTION = 25_000_000;
    private static final int SIZE = Integer.getInteger("bench.mib", 256) << 20;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String NONE = "none";
    private static final String DIGESTS = "SHA-256,CRC32C";

    private final OutputMode mode;
    private final String digests;

    private DigestWire(OutputMode mode, String digests) {
        this.mode = mode;
        this.digests = digests;
    }

    /**
     * What one retrieval takes.
     *
     * @param fromRequest MB/s from the first request for bytes to the last byte in the route
     * @param fromByte    MB/s from the first byte in the route to the last
     * @param processor   seconds of the processor for each GB
     */
    private record Run(double fromRequest, double fromByte, double processor) {}

    /** Prints for each mode a row without digests, one with them, and the difference. */
    public static void main(String[] arguments) throws Exception {
        for (OutputMode mode : List.of(OutputMode.stream, OutputMode.chunks)) {
            Map<String, List<Run>> runs = new LinkedHashMap<>();
            List<String> turns = new ArrayList<>(List.of(NONE, DIGESTS));
            for (int round = 0; round <= ROUNDS; round++) {
                for (String digests : turns) {
                    Run run = new DigestWire(mode, digests).run();
                    runs.computeIfAbsent(digests, key -> new ArrayList<>()).add(run);
                }
                Collections.reverse(turns);
            }
            runs.values().forEach(all -> all.remove(0));
            runs.forEach((digests, all) -> print(mode, digests, all));
            compare(mode, rates(runs.get(NONE)), rates(runs.get(DIGESTS)));
        }
    }

    private static void print(OutputMode mode, String digests, List<Run> all) {
        System.out.printf(
                "| %s | %s | %s | %.1f | %.2f |%n",
                mode,
                digests,
                String.join(", ", rates(all).stream().map("%.1f"::formatted).toList()),
                median(all.stream().map(Run::fromByte).toList()),
                median(all.stream().map(Run::processor).toList()));
    }

    private static void compare(OutputMode mode, List<Double> without, List<Double> with) {
        System.out.printf(
                "| %s | difference of the medians, spread without digests | %.1f%%, %.1f%% | | |%n",
                mode,
                100 - 100 * median(with) / median(without),
                100 * (Collections.max(without) - Collections.min(without)) / median(without));
    }

    private static List<Double> rates(List<Run> all) {
        return all.stream().map(Run::fromRequest).toList();
    }

    private static double median(List<Double> all) {
        List<Double> sorted = all.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private Run run() throws Exception {
        long before = processorNanos();
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (GlacierSimulator glacier = GlacierSimulator.builder()
                        .bytesPerSecondPerConnection(CONNECTION)
                        .archiveJobDuration(Tier.BULK, Duration.ofMinutes(1))
                        .inventoryJobDuration(Duration.ofMinutes(1))
                        .start();
                CamelContext camel = new DefaultCamelContext()) {
            glacier.createVault("bench");
            glacier.addArchive("bench", Content.seeded(1, SIZE), "archive");
            prepare(camel, glacier, ledger);
            CompletableFuture<Long> begun = new CompletableFuture<>();
            CompletableFuture<Long> ended = new CompletableFuture<>();
            camel.addRoutes(route(begun, ended));
            camel.start();
            long requested = awaitRequest(glacier);
            double fromRequest = SIZE * 1e3 / (ended.join() - requested);
            double fromByte = SIZE * 1e3 / (ended.join() - begun.join());
            return new Run(fromRequest, fromByte, (processorNanos() - before) / (double) SIZE);
        } finally {
            drop(ledger);
        }
    }

    /** Lets time pass until the first bytes of the archive are requested, which is after those of the inventory. */
    private static long awaitRequest(GlacierSimulator glacier) throws InterruptedException {
        for (int looks = 0; glacier.requestCount(Operation.GET_JOB_OUTPUT) < 2; looks++) {
            if (looks % 100 == 0) {
                glacier.clock().advance(Duration.ofMinutes(1));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return System.nanoTime();
    }

    private static void drop(JdbcDataSource ledger) throws SQLException {
        try (Connection connection = ledger.getConnection()) {
            connection.createStatement().execute("SHUTDOWN");
        }
    }

    private void prepare(CamelContext camel, GlacierSimulator glacier, JdbcDataSource ledger) {
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
        options.setOutputMode(mode);
        options.setDigests(digests.equals(NONE) ? null : digests);
    }

    private RouteBuilder route(CompletableFuture<Long> begun, CompletableFuture<Long> ended) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glacier-egress:bench?delay=100&initialDelay=0").process(exchange -> {
                    begun.complete(System.nanoTime());
                    if (read(exchange)) {
                        ended.complete(System.nanoTime());
                    }
                });
            }
        };
    }

    /** Whether these were the last bytes. */
    private boolean read(Exchange exchange) throws Exception {
        exchange.getMessage().getMandatoryBody(InputStream.class).transferTo(OutputStream.nullOutputStream());
        return mode == OutputMode.stream || exchange.getMessage().getHeader("CamelGlacierJobChunkLast", Boolean.class);
    }
}
