package io.github.glacierjob.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.options.OutputMode;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
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
 * Retrieves a whole vault, one archive at a time, over four connections of 25 MB/s, alternately with and without
 * digests; prints the rows of a table. The processor time includes that of the service.
 */
final class DigestWire {

    private static final long CONNECTION = 25_000_000;
    private static final int SIZE = 256 << 20;
    private static final int ROUNDS = 4;

    private final OutputMode mode;
    private final String digests;

    private DigestWire(OutputMode mode, String digests) {
        this.mode = mode;
        this.digests = digests;
    }

    /** Prints a row for each mode, with digests and without. */
    public static void main(String[] arguments) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, Double> cpu = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (OutputMode mode : List.of(OutputMode.stream, OutputMode.chunks)) {
                for (String digests : new String[] {null, "SHA-256,CRC32C"}) {
                    String row = mode + " | " + (digests == null ? "none" : digests);
                    new DigestWire(mode, digests).measure(row, rates, cpu);
                }
            }
        }
        rates.forEach((row, all) -> System.out.printf(
                "| %s | %s | %.2f |%n",
                row, String.join(", ", all.stream().map("%.1f"::formatted).toList()), cpu.get(row)));
    }

    private void measure(String row, Map<String, List<Double>> rates, Map<String, Double> cpu) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        rates.computeIfAbsent(row, key -> new ArrayList<>()).add(rate());
        cpu.put(row, (system.getProcessCpuTime() - before) / (double) SIZE);
    }

    /** MB/s from the first byte in the route to the last. */
    private double rate() throws Exception {
        try (GlacierSimulator glacier = GlacierSimulator.builder()
                        .bytesPerSecondPerConnection(CONNECTION)
                        .archiveJobDuration(Tier.BULK, Duration.ofMinutes(1))
                        .inventoryJobDuration(Duration.ofMinutes(1))
                        .start();
                CamelContext camel = new DefaultCamelContext()) {
            glacier.createVault("bench");
            glacier.addArchive("bench", Content.seeded(1, SIZE), "archive");
            prepare(camel, glacier);
            CompletableFuture<Long> nanos = new CompletableFuture<>();
            camel.addRoutes(route(nanos));
            camel.start();
            while (!nanos.isDone()) {
                glacier.clock().advance(Duration.ofMinutes(1));
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return SIZE * 1e3 / nanos.join();
        }
    }

    private void prepare(CamelContext camel, GlacierSimulator glacier) {
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
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
        options.setDigests(digests);
    }

    private RouteBuilder route(CompletableFuture<Long> nanos) {
        return new RouteBuilder() {

            private long begun;

            @Override
            public void configure() {
                from("glacier-egress:bench?delay=100&initialDelay=0").process(exchange -> {
                    begun = begun == 0 ? System.nanoTime() : begun;
                    if (read(exchange)) {
                        nanos.complete(System.nanoTime() - begun);
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
