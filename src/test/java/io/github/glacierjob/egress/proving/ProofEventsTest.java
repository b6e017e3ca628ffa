package io.github.glacierjob.egress.proving;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof gives an event, both in the route and later. */
class ProofEventsTest {

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final List<GlacierJobEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        vault.glacier.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GlacierJobEvent ours) {
                    events.add(ours);
                }
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void route(boolean proves) throws Exception {
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from(vault.onTheClock("digests=SHA-256")).to("file:" + directory.resolve("sink"));
                if (proves) {
                    route.to(vault.uri("operation=prove"));
                }
            }
        });
    }

    private List<Kind> kinds() {
        return events.stream().map(GlacierJobEvent::getKind).toList();
    }

    @Test
    void aProofInTheRouteGivesAnEventAfterTheDelivery() throws Exception {
        String archive = vault.ready(1, MIB);

        route(true);
        vault.awaitState("PROVED", archive);

        await().atMost(SOON).until(() -> kinds().contains(Kind.PROVED));
        assertThat(kinds()).containsSubsequence(Kind.DELIVERED, Kind.PROVED);
        assertThat(events)
                .filteredOn(event -> event.getKind() == Kind.PROVED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getArchiveId()).isEqualTo(archive);
                    assertThat(event.getText()).startsWith("sha256=");
                });
    }

    @Test
    void aDeliveryWithoutAProofGivesNoProvedEvent() throws Exception {
        String archive = vault.ready(2, MIB);

        route(false);
        vault.awaitState("DELIVERED", archive);
        await().atMost(SOON).until(() -> kinds().contains(Kind.DELIVERED));
        assertThat(kinds()).doesNotContain(Kind.PROVED);

        String file =
                directory.resolve("sink").resolve(vault.column(archive, "NAME")).toString();
        var answer = vault.glacier.request(vault.uri("operation=prove"), exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobArchiveId", archive);
            exchange.getMessage().setHeader("CamelFileNameProduced", file);
        });
        assertThat(answer.getMessage().getBody()).isEqualTo(true);
        assertThat(vault.state(archive)).isEqualTo("PROVED");
        await().atMost(SOON).until(() -> kinds().contains(Kind.PROVED));
    }
}
