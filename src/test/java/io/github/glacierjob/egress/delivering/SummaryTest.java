package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The last message of an inventory is sent once, when all of its archives are in a final state. */
class SummaryTest {

    private ReadyVault vault;
    private final Sink sink = new Sink();
    private final List<Message> summaries = new CopyOnWriteArrayList<>();
    private volatile boolean refused;

    static List<Database.Kind> kinds() {
        return Database.kinds().toList();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void start() throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.onTheClock("sendSummary=true&concurrentJobs=1"))
                        .routeId("egress")
                        .choice()
                        .when(header("CamelGlacierEgressSummary"))
                        .process(exchange -> note(exchange))
                        .otherwise()
                        .process(sink);
            }
        });
    }

    private void note(Exchange exchange) {
        summaries.add(exchange.getMessage().copy());
        if (refused) {
            throw new IllegalStateException("Not now");
        }
    }

    private boolean isSent() throws Exception {
        return vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE SUMMARY_OF = LOAD_NO AND LOAD_NO > 0") == 1;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSummaryFollowsAllArchivesAndIsNotRepeatedAfterARestart(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        String first = vault.ready(1, 10);
        String second = vault.ready(2, 10);
        start();
        await().atMost(SOON).until(this::isSent);

        assertThat(summaries).hasSize(1);
        assertThat(vault.state(first)).isEqualTo("DELIVERED");
        assertThat(vault.state(second)).isEqualTo("DELIVERED");
        assertThat(summaries.get(0).getHeaders())
                .containsEntry("CamelGlacierEgressSummary", true)
                .containsKey("CamelGlacierJobInventoryDate")
                .doesNotContainKey("CamelFileName");
        Map<?, ?> counts = summaries.get(0).getBody(Map.class);
        assertThat(counts.get("DELIVERED")).isEqualTo(2L);
        assertThat(counts.get("FAILED")).isEqualTo(0L);

        vault.restart();
        start();
        String third = vault.ready(3, 10);
        vault.awaitState("DELIVERED", third);
        assertThat(summaries).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSummaryIsSentAgainIfTheRouteFails(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        refused = true;
        vault.ready(4, 10);
        start();
        await().atMost(SOON)
                .until(() -> summaries.size() == 1
                        && vault.count("SELECT COUNT(*) FROM GLACIER_EGRESS_VAULT WHERE SUMMARY_NODE IS NULL") == 1);

        refused = false;
        await().atMost(SOON).until(() -> {
            // The wait begins when the failure is recorded, which may be after the first advance.
            vault.glacier.simulator.clock().advance(java.time.Duration.ofMinutes(2));
            return isSent();
        });
        assertThat(summaries).hasSize(2);
    }
}
