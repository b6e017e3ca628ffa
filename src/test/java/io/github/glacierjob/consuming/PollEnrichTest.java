package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.ledger.MemoryJobRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollEnrichTest {

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private void job(long size) {
        glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(size, size), ""));
    }

    private String uri() {
        return glacier.uri("delay=60000&chunkSize=1048576");
    }

    @Test
    void eachReceiveReturnsOneMessageWithoutThePollDelay() throws Exception {
        job(3L * MIB);
        glacier.context.start();
        List<Object> indexes = new ArrayList<>();
        try (ConsumerTemplate template = glacier.context.createConsumerTemplate()) {
            for (int i = 0; i < 3; i++) {
                Exchange exchange = template.receive(uri(), 10_000);
                indexes.add(exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX));
                template.doneUoW(exchange);
            }
            assertThat(template.receive(uri(), 50)).isNull();
        }
        assertThat(indexes).containsExactly(0, 1, 2);
    }

    @Test
    void aRouteEnrichesWithTheNextChunk() throws Exception {
        job(2L * MIB);
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:next").pollEnrich(uri(), 10_000);
            }
        });
        List<Object> starts = new ArrayList<>();
        try (var template = glacier.context.createProducerTemplate()) {
            for (int i = 0; i < 2; i++) {
                starts.add(template.request("direct:next", e -> {})
                        .getMessage()
                        .getHeader(GlacierJobConstants.CHUNK_START));
            }
        }
        assertThat(starts).containsExactly(0L, (long) MIB);
    }

    @Test
    void theTimeoutIsKeptWhenTheServiceDoesNotAnswer() throws Exception {
        glacier.simulator.inject(Fault.stallBeforeAnswer(Duration.ofSeconds(5))
                .on(Operation.LIST_JOBS)
                .always());
        glacier.context.start();
        try (ConsumerTemplate template = glacier.context.createConsumerTemplate()) {
            long before = System.nanoTime();
            assertThat(template.receive(uri(), 300)).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofMillis(299), Duration.ofSeconds(3));
        }
    }

    @Test
    void aStopReleasesFetchedMessagesThatWereNotDelivered() throws Exception {
        job(3L * MIB);
        MemoryJobRepository claims = new MemoryJobRepository();
        glacier.context.getRegistry().bind("claims", claims);
        String key = glacier.simulator.vaultArn("photos") + "/jobs/"
                + glacier.simulator.jobs("photos").get(0).id();
        glacier.context.start();
        try (ConsumerTemplate template = glacier.context.createConsumerTemplate()) {
            assertThat(template.receive(uri() + "&inProgressRepository=#claims", 0))
                    .isNull();
            await().atMost(SOON).until(() -> claims.contains(key));
        }
        glacier.context.stop();
        assertThat(claims.contains(key)).isFalse();
    }

    @Test
    void anInterruptedReceiveReturns() throws Exception {
        glacier.context.start();
        try (ConsumerTemplate template = glacier.context.createConsumerTemplate()) {
            Thread receiver = new Thread(() -> template.receive(uri()));
            receiver.start();
            await().atMost(SOON)
                    .until(() ->
                            !glacier.simulator.requests(Operation.LIST_JOBS).isEmpty());
            receiver.interrupt();
            receiver.join(10_000);
            assertThat(receiver.isAlive()).isFalse();
        }
    }
}
