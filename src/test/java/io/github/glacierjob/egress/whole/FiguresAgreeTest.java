package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Onlooker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With two vaults at once, console, JMX, metrics, events and health show the counts of the service. */
@Timeout(300)
class FiguresAgreeTest {

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "initiateJob", Operation.INITIATE_JOB,
            "describeJob", Operation.DESCRIBE_JOB,
            "listJobs", Operation.LIST_JOBS,
            "getJobOutput", Operation.GET_JOB_OUTPUT);
    private static final Map<String, Integer> ARCHIVES = Map.of("photos", 6, "films", 4);

    private static final Pattern METER = Pattern.compile("camel_glacier_\\w+");

    @TempDir
    private Path directory;

    private WholeVault vault;
    private Onlooker onlooker;

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
        vault.simulator.createVault("films");
        vault.archives(6, 300_000);
        for (int i = 0; i < 4; i++) {
            vault.archive("films", 2_500_000);
        }
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.simulator.addInventoryJob("films", "CSV");
        onlooker = new Onlooker(vault.glacier.context);
    }

    @AfterEach
    void close() throws Exception {
        onlooker.close();
        vault.close();
    }

    private void start() throws Exception {
        Destination destination = new Destination();
        vault.glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(WholeVault.uri("photos", "chunkSize=1048576"))
                        .routeId("egress")
                        .process(destination);
                from(WholeVault.uri("films", "chunkSize=1048576"))
                        .routeId("films")
                        .process(destination);
            }
        });
    }

    private static String route(String name) {
        return name.equals("photos") ? "egress" : name;
    }

    private long shown(String name, String member, String key) {
        Map<?, ?> map = (Map<?, ?>) onlooker.json(route(name)).get(member);
        return map.containsKey(key) ? ((Number) map.get(key)).longValue() : 0;
    }

    private long shown(String name, String member) {
        return ((Number) onlooker.json(route(name)).get(member)).longValue();
    }

    private long sent(String name, String operation) {
        return vault.simulator.requests(OPERATIONS.get(operation)).stream()
                .filter(request -> name.equals(request.vault()))
                .count();
    }

    /** The requests for outputs, without the texts of refusals. */
    private long sentBytes() {
        return vault.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.status() < 300)
                .mapToLong(request -> request.bytesSent())
                .sum();
    }

    private boolean agree() {
        return OPERATIONS.keySet().stream().allMatch(operation -> ARCHIVES.keySet().stream()
                .allMatch(name -> shown(name, "requests", operation) == sent(name, operation)
                        && onlooker.metric(
                                        "camel_glacier_requests_total",
                                        "vault=\"" + name + "\"",
                                        "operation=\"" + operation + "\"")
                                == sent(name, operation)));
    }

    private double archives(String name, String state) {
        return onlooker.metric("camel_glacier_archives", "vault=\"" + name + "\"", "state=\"" + state + "\"");
    }

    @Test
    void allViewsShowTheCountsOfTheService() throws Exception {
        vault.simulator.inject(Fault.throttling().on(Operation.GET_JOB_OUTPUT).times(3));
        vault.simulator.inject(Fault.corruptBody(1000).rangeStart(1048576).times(1));
        start();
        vault.await(vault.are(10, "ORDERED"));
        vault.await(() -> archives("photos", "ORDERED") == 6 && archives("films", "ORDERED") == 4);
        vault.clock.advance(WholeVault.BULK);
        vault.pass(java.time.Duration.ofMinutes(1), vault.are(10, "DELIVERED"));

        vault.await(this::agree);
        vault.await(() -> archives("photos", "DELIVERED") == 6 && archives("films", "DELIVERED") == 4);
        theNumbersAreTheServices();
        managersSeeTheSame();
        eventsSaySo();
        assertThat(queried("glacier-vaults.json")).hasSizeGreaterThan(20).isSubsetOf(scraped());
        assertThat(queried("alerts.yml")).isNotEmpty().isSubsetOf(scraped());
    }

    private void theNumbersAreTheServices() {
        assertThat(shown("photos", "receivedBytes") + shown("films", "receivedBytes"))
                .isEqualTo(sentBytes());
        assertThat(onlooker.metric("camel_glacier_received_bytes_total")).isEqualTo(sentBytes());
        assertThat(onlooker.metric("camel_glacier_throttles_total")).isEqualTo(3);
        assertThat(onlooker.metric("camel_glacier_retries_total", "cause=\"throttled\""))
                .isEqualTo(3);
        assertThat(onlooker.metric("camel_glacier_retries_total", "cause=\"corrupt\""))
                .isEqualTo(1);
        assertThat(onlooker.metric("camel_glacier_refetched_bytes_total")).isPositive();
        assertThat(shown("photos", "bytes")).isEqualTo(6 * 300_000);
        assertThat(onlooker.metric("camel_glacier_delivered_bytes_total", "vault=\"films\""))
                .isEqualTo(4 * 2_500_000);
        assertThat(onlooker.metric("camel_glacier_wait_seconds_count", "tier=\"Bulk\""))
                .isEqualTo(10);
        assertThat(onlooker.metric("camel_glacier_wait_seconds_sum", "tier=\"Bulk\""))
                .isEqualTo(10 * WholeVault.BULK.toSeconds());
    }

    /** The meters that a file of catalog/grafana queries. */
    private static Set<String> queried(String file) throws Exception {
        return METER.matcher(Files.readString(Path.of("catalog", "grafana", file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private Set<String> scraped() {
        return onlooker.meters
                .scrape()
                .lines()
                .filter(line -> line.startsWith("camel_glacier"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toSet());
    }

    private void managersSeeTheSame() throws Exception {
        var server = onlooker.server();
        assertThat(server.getAttribute(onlooker.consumer("egress"), "DeliveredArchives"))
                .isEqualTo(6L);
        assertThat(server.getAttribute(onlooker.consumer("films"), "DoneBytes")).isEqualTo(4L * 2_500_000);
        assertThat((long) server.getAttribute(onlooker.endpoint("glacier-egress://photos"), "ReceivedBytes"))
                .isEqualTo(shown("photos", "receivedBytes"));
        assertThat((String) server.getAttribute(onlooker.endpoint("glacier-egress://films"), "Figures"))
                .contains("\"vault\":\"films\"")
                .doesNotContain("secretKey=s");
        assertThat(onlooker.text()).contains("Route: egress", "Route: films", "ledger states: ");
        assertThat(onlooker.json("egress").get("alarms")).isEqualTo(new JsonArray());
        assertThat((JsonObject) onlooker.json("egress").get("ledger")).containsEntry("over", true);
    }

    private void eventsSaySo() {
        vault.await(() -> onlooker.events(Kind.DELIVERED).size() == 10);
        Map<String, List<Kind>> kinds = onlooker.events.stream()
                .filter(event -> event.getArchiveId() != null && event.getKind() != Kind.PROGRESS)
                .collect(Collectors.groupingBy(
                        GlacierJobEvent::getArchiveId,
                        Collectors.mapping(GlacierJobEvent::getKind, Collectors.toList())));
        assertThat(kinds).hasSize(10).allSatisfy((archive, order) -> assertThat(order)
                .containsExactly(Kind.ORDERED, Kind.READY, Kind.DELIVERED));
        assertThat(Set.copyOf(onlooker.threads)).allMatch(name -> name.contains("GlacierJobEvents"));
        assertThat(onlooker.events(Kind.DELIVERED).stream()
                        .filter(event -> event.getVault().equals("films"))
                        .mapToLong(GlacierJobEvent::getBytes)
                        .sum())
                .isEqualTo(4 * 2_500_000);
    }
}
