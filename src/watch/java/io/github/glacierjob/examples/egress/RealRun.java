package io.github.glacierjob.examples.egress;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The unchanged example, with its routes, its page and its simulated vault, and a second vault. */
final class RealRun implements AutoCloseable {

    static final Map<String, Integer> VAULTS = Map.of("photos", 60, "films", 20);

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "initiateJob", Operation.INITIATE_JOB,
            "describeJob", Operation.DESCRIBE_JOB,
            "describeVault", Operation.DESCRIBE_VAULT,
            "listJobs", Operation.LIST_JOBS,
            "getJobOutput", Operation.GET_JOB_OUTPUT);

    /** An hour takes 12 seconds. */
    private static final int SPEED = 300;

    final int port = Programs.freePort();
    final Views views;
    private final Main camel = new Main();
    private final SimulatedVault simulated;
    private final Path directory;

    RealRun(Path directory) throws Exception {
        this.directory = directory;
        Properties settings = settings();
        simulated = SimulatedVault.start(settings);
        settings.setProperty("camel.component.glacier-egress.request-timeout", "60000");
        simulated.fill("films", VAULTS.get("films"), 8 << 20);
        // The service sends an output completely or not at all, so each sent byte has arrived.
        simulated
                .glacier()
                .inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT).times(5));
        simulated
                .glacier()
                .inject(Fault.serviceUnavailable().on(Operation.INITIATE_JOB).times(2));
        simulated.glacier().inject(Fault.corruptBody(1000).rangeStart(1 << 20).times(2));
        camel.configure().addRoutesBuilder(new Egress());
        camel.configure().addRoutesBuilder(new Page());
        camel.configure().addRoutesBuilder(new Films());
        camel.configure().setDevConsoleEnabled(true);
        camel.setOverrideProperties(settings);
        camel.bind("fastClock", simulated.clock());
        camel.bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        camel.init();
        views = new Views(camel.getCamelContext(), port);
        camel.start();
    }

    private Properties settings() throws Exception {
        Properties settings = Settings.load();
        settings.setProperty("camel.server.port", Integer.toString(port));
        settings.setProperty("egress.archives", VAULTS.get("photos").toString());
        settings.setProperty("egress.largest", Integer.toString(16 << 20));
        settings.setProperty("egress.faults", "0");
        settings.setProperty("egress.speed", Integer.toString(SPEED));
        settings.setProperty("egress.rate", "700000");
        settings.setProperty("egress.since", directory.resolve("since").toString());
        settings.setProperty("destination", "file:" + directory.resolve("photos"));
        settings.setProperty("films", "file:" + directory.resolve("films"));
        settings.setProperty("receipt", "file:" + directory + "?fileName=receipt.csv");
        settings.setProperty("sums", "file:" + directory + "?fileName=SHA256SUMS");
        settings.setProperty("camel.beans.ledger.jdbcUrl", "jdbc:h2:file:" + directory.resolve("ledger"));
        // The trouble of this run: after the first orders the budget of this hour is used up.
        settings.setProperty("camel.component.glacier-egress.bytes-per-hour", "55000000");
        return settings;
    }

    private static final class Films extends RouteBuilder {
        @Override
        public void configure() {
            from("glacier-egress:films?dataSource=#ledger&tier={{tier}}&delay={{poll}}&concurrentJobs=4&parallelism=2")
                    .routeId("films")
                    .to("{{films}}");
        }
    }

    GlacierSimulator service() {
        return simulated.glacier();
    }

    /** This number is not known to the service; events follow the commits of the ledger. */
    private long delivered(String vault) {
        return views.events.stream()
                .filter(event -> event.getKind() == Kind.DELIVERED
                        && event.getArchiveId() != null
                        && event.getVault().equals(vault))
                .count();
    }

    /** The counts of the service, and the archives in the events. */
    Views.Seen counted(String vault) {
        Map<String, Long> requests = new TreeMap<>();
        OPERATIONS.forEach((name, operation) -> {
            long count = service().requests(operation).stream()
                    .filter(request -> vault.equals(request.vault()))
                    .count();
            if (count > 0) {
                requests.put(name, count);
            }
        });
        long sent = service().requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> vault.equals(request.vault()) && request.status() < 300)
                .mapToLong(request -> request.bytesSent())
                .sum();
        return new Views.Seen(requests, sent, delivered(vault));
    }

    @Override
    public void close() {
        camel.stop();
        simulated.close();
    }
}
