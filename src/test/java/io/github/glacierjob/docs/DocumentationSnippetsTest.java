package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.SimulatedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every route that the documentation shows, in the language that it shows it in. */
@Timeout(60)
class DocumentationSnippetsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Content PHOTO = Content.seeded(7, (3 << 20) + 5);

    @TempDir
    private Path directory;

    private SnippetStage stage;
    private String archive;

    /** What has to be seen of a snippet. */
    private interface Scenario {
        void play(Snippet snippet) throws Exception;
    }

    private final Map<String, Scenario> scenarios = Map.ofEntries(
            Map.entry("initiate", this::initiates),
            Map.entry("consume", this::consumesToAFile),
            Map.entry("rebuild", this::consumesToAFile),
            Map.entry("aggregate", this::joinsAnInventory),
            Map.entry("output", this::splitsAnOutput),
            Map.entry("push", this::followsANotification),
            Map.entry("resume", this::goesOnAfterARestart),
            Map.entry("nodes", this::usesTheBoundRepositories),
            Map.entry("share", this::takesItsOwnJobs),
            Map.entry("filter", this::takesLargeArchives));

    static Stream<Snippet> routes() {
        return Stream.of("README.md", "docs/recipes.md")
                .flatMap(page -> Snippet.of(page).stream())
                .filter(Snippet::isRoute);
    }

    @BeforeEach
    void stage() {
        stage = new SnippetStage(directory);
        archive = stage.simulator.addArchive("photos", PHOTO, "photo");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteDoesWhatItsPageSays(Snippet snippet) throws Exception {
        assertThat(scenarios).containsKey(snippet.scenario());
        scenarios.get(snippet.scenario()).play(snippet);
    }

    private void initiates(Snippet snippet) throws Exception {
        stage.start(snippet);
        stage.send("direct:retrieve", archive);
        assertThat(stage.simulator.jobs("photos")).singleElement().satisfies(job -> assertThat(job.outputSize())
                .isEqualTo(PHOTO.size()));
    }

    private void consumesToAFile(Snippet snippet) throws Exception {
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        assertRetrieved(job, PHOTO);
    }

    private void assertRetrieved(String name, Content content) {
        await().atMost(SOON).until(() -> !stage.retrieved().isEmpty());
        assertThat(stage.retrieved()).singleElement().satisfies(file -> {
            assertThat(file).hasFileName(name);
            assertThat(Content.file(file).treeHash()).isEqualTo(content.treeHash());
        });
    }

    private void joinsAnInventory(Snippet snippet) throws Exception {
        Content document = Content.seeded(8, (2 << 20) + 9);
        String job = stage.simulator.addInventoryJob("photos", "JSON", document);
        stage.start(snippet);
        assertRetrieved(job + ".json", document);
    }

    private void splitsAnOutput(Snippet snippet) throws Exception {
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        stage.send("direct:output", job);
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3);
    }

    private List<Object> storedIndexes() {
        return stage.stored.stream()
                .map(chunk -> chunk.getHeader("CamelGlacierJobChunkIndex"))
                .toList();
    }

    private void followsANotification(Snippet snippet) throws Exception {
        stage.start(snippet);
        stage.send(
                "glacier-job:photos?operation=initiateJob&snsTopic=arn:aws:sns:us-east-1:111122223333:jobs",
                Map.of("Type", "archive-retrieval", "ArchiveId", archive));
        String job = stage.simulator.jobs("photos").get(0).id();
        await().atMost(SOON).until(() -> !stage.simulator.notifications().isEmpty());
        stage.send(
                "aws2-sqs:glacier-jobs", stage.simulator.notifications().get(0).envelope());
        assertRetrieved(job, PHOTO);
    }

    private void goesOnAfterARestart(Snippet snippet) throws Exception {
        stage.simulator.addArchiveJob("photos", archive);
        Files.createDirectories(directory.resolve("state"));
        stage.start(snippet);
        await().atMost(SOON).until(() -> stage.stored.size() == 4);
        stage.context.stop();
        stage.simulator.addArchiveJob("photos", archive);

        stage.start(snippet);
        await().atMost(SOON).until(() -> stage.stored.size() == 8);
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    private void usesTheBoundRepositories(Snippet snippet) throws Exception {
        var consumed = new MemoryIdempotentRepository();
        stage.bind("progress", new MemoryStateRepository());
        stage.bind("consumed", consumed);
        stage.bind("claimed", new MemoryIdempotentRepository());
        stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        await().atMost(SOON).until(() -> consumed.getCacheSize() == 1);
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3);
    }

    private void takesItsOwnJobs(Snippet snippet) throws Exception {
        stage.simulator.addArchiveJob("photos", archive, "somebody else's");
        stage.start(snippet);
        stage.send("direct:retrieve", archive);
        SimulatedJob own = stage.simulator.jobs("photos").get(1);
        assertRetrieved(own.id(), PHOTO);
    }

    private void takesLargeArchives(Snippet snippet) throws Exception {
        String small = stage.simulator.addArchive("photos", Content.of("small"), "");
        stage.simulator.addArchiveJob("photos", small);
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        await().atMost(SOON).until(() -> !stage.stored.isEmpty());
        assertThat(stage.stored)
                .extracting(message -> message.getHeader("CamelGlacierJobId"))
                .containsExactly(job);
    }
}
