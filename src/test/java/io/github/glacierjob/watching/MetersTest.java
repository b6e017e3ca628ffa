package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.internal.meters.MeterSwitch;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests which meters exist. */
@Timeout(300)
class MetersTest {

    private static final int TURNS = 3000;

    private static Map<String, Long> sent(ReadyVault vault) {
        return vault.glacier.simulator.requests().stream()
                .map(RecordedRequest::operation)
                .map(Operation::name)
                .map(name -> StringHelper.dashToCamelCase(name.toLowerCase().replace('_', '-')))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Map<String, Long> metered(Onlooker onlooker) {
        return onlooker.meters
                .scrape()
                .lines()
                .filter(line -> line.startsWith("camel_glacier_requests_total{") && !line.endsWith(" 0.0"))
                .collect(Collectors.toMap(
                        line -> line.replaceAll(".*operation=\"(\\w+)\".*", "$1"),
                        line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        Long::sum));
    }

    @Test
    void everyRequestThatTheServiceReceivedIsCounted() throws Exception {
        try (ReadyVault vault = new ReadyVault(Database.Kind.H2);
                Onlooker onlooker = new Onlooker(vault.glacier.context)) {
            vault.glacier.simulator.addArchive("photos", Content.seeded(1, 1000), "one");
            vault.glacier.simulator.addInventoryJob("photos", "JSON");
            vault.route(vault.onTheClock("tier=Standard&tierFallback=Expedited"), exchange -> {});
            await().atMost(SOON).until(() -> sent(vault)
                    .keySet()
                    .containsAll(java.util.Set.of("initiateJob", "getDataRetrievalPolicy", "listProvisionedCapacity")));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metered(onlooker)).isEqualTo(sent(vault)));
        }
    }

    @Test
    void vaultsOfOneNameInDifferentRegionsAndAccountsHaveSeparateMeters() {
        try (Glacier glacier = new Glacier()) {
            MeterRegistry meters = new SimpleMeterRegistry();
            glacier.context.getRegistry().bind("meters", meters);
            String owned = glacier.simulator.accountId();
            glacier.context.start();
            list(glacier, "region=eu-west-1", 1);
            list(glacier, "region=eu-north-1", 2);
            list(glacier, "region=eu-north-1&accountId=" + owned, 3);
            list(glacier, "region=eu-north-1&maxRetries=1", 4);

            assertThat(listed(meters, "eu-west-1", "-")).isEqualTo(1);
            assertThat(listed(meters, "eu-north-1", "-")).as("of two endpoints").isEqualTo(2 + 4);
            assertThat(listed(meters, "eu-north-1", owned)).isEqualTo(3);
        }
    }

    private static void list(Glacier glacier, String options, int times) {
        for (int i = 0; i < times; i++) {
            glacier.request(glacier.uri("operation=listJobs").replace("region=us-east-1", options), exchange -> {});
        }
    }

    private static double listed(MeterRegistry meters, String region, String account) {
        return meters.get("camel.glacier.requests")
                .tags("vault", "photos", "operation", "listJobs", "region", region, "account", account)
                .functionCounter()
                .count();
    }

    @Test
    void anEndpointThatStartsWhileTheLastOneStopsHasItsMeters() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Glacier glacier = new Glacier()) {
            MeterRegistry meters = new SimpleMeterRegistry();
            glacier.context.getRegistry().bind("meters", meters);
            GlacierJobSnapshot snapshot = glacier.context
                    .getEndpoint(glacier.consumerUri(""), GlacierJobEndpoint.class)
                    .readSnapshot();
            Future<?> stops = other.submit(() -> turns(glacier.context, snapshot, null));

            turns(glacier.context, snapshot, meters);

            stops.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
    }

    private static void turns(CamelContext context, GlacierJobSnapshot snapshot, MeterRegistry meters) {
        for (int i = 0; i < TURNS; i++) {
            MeterSwitch endpoint = new MeterSwitch(() -> snapshot);
            endpoint.on(context, VaultAddress.parse("photos", null), Optional.empty());
            if (meters != null) {
                assertThat(meters.find("camel.glacier.messages").functionCounter())
                        .as("turn " + i)
                        .isNotNull();
            }
            endpoint.off();
        }
    }
}
