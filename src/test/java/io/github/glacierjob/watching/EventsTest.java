package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests which events notifiers receive, in which order and on which thread, and the effect of their exceptions. */
@Timeout(180)
class EventsTest {

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier = new Glacier();
    private final AtomicInteger thrown = new AtomicInteger();
    private Onlooker onlooker;
    private String job;

    @BeforeEach
    void open() {
        glacier.context.getRegistry().bind("clock", clock);
        glacier.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GlacierJobEvent) {
                    thrown.incrementAndGet();
                    throw new IllegalStateException("a notifier that fails");
                }
            }
        });
        onlooker = new Onlooker(glacier.context);
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 8L * MIB), "");
        job = glacier.simulator.addArchiveJob("photos", archive);
    }

    @AfterEach
    void close() {
        glacier.close();
        onlooker.close();
    }

    private List<Kind> kinds() {
        return onlooker.events.stream().map(GlacierJobEvent::getKind).toList();
    }

    @Test
    void anOutputGivesEventsWhenItIsReadyMovesAndIsDelivered() throws Exception {
        String uri = glacier.consumerUri("clock=#clock&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME);
        glacier.route(uri, exchange -> clock.advance(Duration.ofSeconds(2)));
        await().atMost(SOON).until(() -> kinds().contains(Kind.DELIVERED));

        assertThat(kinds()).startsWith(Kind.READY).endsWith(Kind.DELIVERED);
        assertThat(onlooker.events(Kind.PROGRESS)).hasSizeBetween(3, 10).allSatisfy(event -> {
            assertThat(event.getJobId()).isEqualTo(job);
            assertThat(event.getSize()).isEqualTo(8L * MIB);
        });
        assertThat(onlooker.events(Kind.PROGRESS))
                .extracting(GlacierJobEvent::getBytes)
                .isSorted();
        assertThat(thrown.get()).isEqualTo(onlooker.events.size());
        assertThat(onlooker.log())
                .contains("An event notifier failed; nothing else is affected", "a notifier that fails");
        assertThat(onlooker.threads).allMatch(name -> name.contains("GlacierJobEvents"));
    }

    @Test
    void thereIsAtMostOneProgressEventPerSecond() throws Exception {
        glacier.route(glacier.consumerUri("clock=#clock&chunkSize=1048576"), exchange -> {});
        await().atMost(SOON).until(() -> kinds().contains(Kind.DELIVERED));

        assertThat(onlooker.events(Kind.PROGRESS)).as("the clock stands still").isEmpty();
        assertThat(kinds()).containsExactly(Kind.READY, Kind.DELIVERED);
    }

    @Test
    void aFailureOfTheRouteIsAnEventWithItsCause() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        glacier.route(glacier.consumerUri("clock=#clock"), exchange -> {
            if (!failed.getAndSet(true)) {
                throw new IOException("full \u0007 disk");
            }
        });
        await().atMost(SOON).until(() -> kinds().contains(Kind.DELIVERED));

        assertThat(kinds()).containsExactly(Kind.READY, Kind.FAILED, Kind.DELIVERED);
        assertThat(onlooker.events(Kind.FAILED).get(0).getText()).contains("IOException: full \\u0007 disk");
    }

    @Test
    void anOrderIsAnEvent() {
        glacier.request(glacier.uri("clock=#clock&operation=initiateJob&jobType=inventory-retrieval"), exchange -> {});

        await().atMost(SOON).until(() -> kinds().equals(List.of(Kind.ORDERED)));
        assertThat(onlooker.events.get(0).toString()).startsWith("Glacier ORDERED: vault photos, job ");
    }
}
