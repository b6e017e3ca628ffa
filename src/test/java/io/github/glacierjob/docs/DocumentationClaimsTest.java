package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the claims of src/main/docs/recipes.md about messages that are not done. */
@Timeout(60)
class DocumentationClaimsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CHUNKS = "glacier-job:photos";

    @TempDir
    private Path directory;

    private SnippetStage stage;

    @BeforeEach
    void stage() {
        stage = new SnippetStage(directory);
        addJob();
    }

    private void addJob() {
        stage.simulator.addArchiveJob(
                "photos", stage.simulator.addArchive("photos", Content.seeded(3, 2 << 20), "photo"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void start(String yaml) throws Exception {
        stage.start(new Snippet(directory, 1, "run: claim", "yaml", yaml));
    }

    private List<Object> storedIndexes() {
        return stage.stored.stream()
                .map(message -> message.getHeader("CamelGlacierJobChunkIndex"))
                .toList();
    }

    @Test
    void aSecondPollEnrichInTheSameExchangeGetsNoMoreOfTheSameOutput() throws Exception {
        start("""
                - route:
                    from:
                      uri: direct:next
                      steps:
                        - loop:
                            constant: 2
                            copy: true
                            steps:
                              - pollEnrich:
                                  constant: glacier-job:photos
                                  timeout: 2000
                              - to: direct:store
                """);
        stage.send("direct:next", "");
        assertThat(storedIndexes()).containsExactly(0, null);
    }

    @Test
    void withoutDoneUowAnOutputDeliversNothingMore() throws Exception {
        start("[]");
        try (ConsumerTemplate template = stage.context.createConsumerTemplate()) {
            Exchange first = template.receive(CHUNKS, 10_000);
            assertThat(template.receive(CHUNKS, 500)).isNull();
            template.doneUoW(first);
            Message second = template.receive(CHUNKS, 10_000).getMessage();
            assertThat(second.getHeader("CamelGlacierJobChunkIndex")).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatEndsWithAnExceptionIsDeliveredAgain() throws Exception {
        start("[]");
        try (ConsumerTemplate template = stage.context.createConsumerTemplate()) {
            Exchange first = template.receive(CHUNKS, 10_000);
            first.setException(new IllegalStateException("not stored"));
            template.doneUoW(first);
            Message again = template.receive(CHUNKS, 10_000).getMessage();
            assertThat(again.getHeader("CamelGlacierJobChunkIndex")).isEqualTo(0);
        }
    }

    @Test
    void theFirstReceiveWithoutWaitingOnlyStartsTheListing() throws Exception {
        start("[]");
        try (ConsumerTemplate template = stage.context.createConsumerTemplate()) {
            assertThat(template.receive(CHUNKS, 0)).isNull();
            await().atMost(SOON).until(() -> template.receiveNoWait(CHUNKS) != null);
        }
    }

    private void awaitStoredAndNoMore(int count) {
        await().atMost(SOON).until(() -> stage.stored.size() == count);
        await().during(Duration.ofSeconds(1)).until(() -> stage.stored.size() == count);
    }

    /** Two outputs, a queue with room for one message, and a consumer of the queue that starts when both were sent. */
    private void startWithAFullQueue(String options) throws Exception {
        addJob();
        start("""
                - route:
                    id: outputs
                    from:
                      uri: glacier-job:photos?concurrentJobs=2
                      steps:
                        - to: direct:store
                        - to: seda:full?size=1%1$s
                - route:
                    id: slow
                    autoStartup: false
                    from:
                      uri: seda:full?size=1%1$s
                      steps:
                        - log: taken
                """.formatted(options));
    }

    @Test
    void aQueueThatDropsAMessageBlocksItsOutputUntilTheRouteIsStopped() throws Exception {
        startWithAFullQueue("&discardWhenFull=true");
        awaitStoredAndNoMore(2);
        stage.context.getRouteController().startRoute("slow");
        awaitStoredAndNoMore(3);

        stage.context.getRouteController().stopRoute("outputs", 1, TimeUnit.SECONDS);
        stage.context.getRouteController().startRoute("outputs");
        await().atMost(SOON).until(() -> stage.stored.size() == 5);
        assertThat(storedIndexes()).containsExactly(0, 0, 1, 0, 1);
    }

    @Test
    void aMessageThatAQueueRefusesIsDeliveredAgain() throws Exception {
        startWithAFullQueue("");
        await().atMost(SOON).until(() -> stage.stored.size() > 2);

        stage.context.getRouteController().startRoute("slow");
        await().atMost(SOON)
                .until(() -> storedIndexes().stream()
                                .filter(Integer.valueOf(1)::equals)
                                .count()
                        >= 2);
    }

    @Test
    void aQueueThatWaitsForRoomBlocksNothing() throws Exception {
        startWithAFullQueue("&blockWhenFull=true");
        awaitStoredAndNoMore(2);
        stage.context.getRouteController().startRoute("slow");
        await().atMost(SOON).until(() -> stage.stored.size() == 4);
        assertThat(storedIndexes()).containsExactly(0, 0, 1, 1);
    }
}
