package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.repository.JdbcClaimRepository;
import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.repository.JdbcProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.PublishedNotification;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.SimulatedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every route of the documentation, in its language. */
@Timeout(60)
class DocumentationSnippetsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Content PHOTO = Content.seeded(7, (3 << 20) + 5);

    @TempDir
    private Path directory;

    private SnippetStage stage;
    private String archive;

    /** The expected effects of a snippet. */
    private interface Scenario {
        void play(Snippet snippet) throws Exception;
    }

    private final Map<String, Scenario> scenarios = Map.ofEntries(
            Map.entry("initiate", this::initiates),
            Map.entry("consume", this::consumesToAFile),
            Map.entry("files", this::retrievesEachArchiveOnce),
            Map.entry("rebuild", this::writesTheLastChunkTwice),
            Map.entry("aggregate", this::joinsAnInventory),
            Map.entry("archives", this::retrievesTheLargeArchiveOfAnInventory),
            Map.entry("names", snippet -> NamesScenario.play(stage, snippet)),
            Map.entry("journey", snippet -> JourneyScenario.play(stage, snippet, archive)),
            Map.entry("vaultPreview", snippet -> PreviewScenario.play(stage, snippet)),
            Map.entry("budget", snippet -> BudgetScenario.play(stage, snippet)),
            Map.entry("output", this::splitsAnOutput),
            Map.entry("enrich", this::getsOneChunkForEachExchange),
            Map.entry("template", this::drainsTheVault),
            Map.entry("push", this::followsANotification),
            Map.entry("resume", this::goesOnAfterARestart),
            Map.entry("spread", this::putsAnArchiveTogether),
            Map.entry("nodes", this::consumesByTheDatabase),
            Map.entry("leader", this::consumesAsTheLeader),
            Map.entry("again", this::asksForAnExpiredOutputAgain),
            Map.entry("share", this::takesItsOwnJobs),
            Map.entry("filter", this::takesLargeArchives),
            Map.entry("vault", this::getsTheWholeVaultOut),
            Map.entry("vaultPush", this::getsTheWholeVaultOutByNotifications),
            Map.entry("vaultReport", this::endsWithAReceipt));

    static Stream<Snippet> routes() throws Exception {
        return DocumentationFactsTest.pages().stream()
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
    void aRouteOfAPageWorksAsDescribed(Snippet snippet) throws Exception {
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

    /** A route that writes the file directly, without a temporary name, creates it before it is complete. */
    private void assertRetrieved(String name, Content content) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stage.retrieved()).singleElement().satisfies(file -> {
                            assertThat(file).hasFileName(name);
                            assertThat(Content.file(file).treeHash()).isEqualTo(content.treeHash());
                        }));
    }

    private void retrievesEachArchiveOnce(Snippet snippet) throws Exception {
        Content other = Content.seeded(9, 1 << 20);
        List<String> archives = List.of(archive, stage.simulator.addArchive("photos", other, "other"));
        stage.start(snippet);
        stage.send("direct:retrieve", archives);
        stage.send("direct:retrieve", archives);

        await().atMost(SOON).until(() -> stage.retrieved().size() == 2);
        assertThat(stage.simulator.requests(Operation.INITIATE_JOB)).hasSize(2);
        for (SimulatedJob job : stage.simulator.jobs("photos")) {
            Path file = directory.resolve("retrieved").resolve(job.id());
            assertThat(Content.file(file).size()).isEqualTo(job.outputSize());
        }
    }

    /** The commit after the last chunk fails, so the chunk is delivered again when the file already has its name. */
    private void writesTheLastChunkTwice(Snippet snippet) throws Exception {
        AtomicInteger commits = new AtomicInteger();
        StateRepository<String, String> progress = new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                if (commits.incrementAndGet() == 4) {
                    throw new IllegalStateException("the database is gone");
                }
                super.setState(key, value);
            }
        };
        stage.set(options -> options.setProgressRepository(progress));
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);

        await().atMost(SOON).until(() -> commits.get() == 5);
        assertRetrieved(job, PHOTO);
        assertThat(directory.resolve("retrieved")).isDirectoryNotContaining("glob:**.part");
    }

    private void getsOneChunkForEachExchange(Snippet snippet) throws Exception {
        stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        stage.send("direct:next", "");
        assertThat(storedIndexes()).containsExactly(0);
        stage.send("direct:next", "");
        assertThat(storedIndexes()).containsExactly(0, 1);
    }

    private void drainsTheVault(Snippet snippet) throws Exception {
        stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        stage.send("direct:drain", "");
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3);
    }

    private void joinsAnInventory(Snippet snippet) throws Exception {
        Content document = Content.seeded(8, (2 << 20) + 9);
        String job = stage.simulator.addInventoryJob("photos", "JSON", document);
        stage.start(snippet);
        assertRetrieved(job + ".json", document);
    }

    private void retrievesTheLargeArchiveOfAnInventory(Snippet snippet) throws Exception {
        stage.simulator.addArchive("photos", Content.of("small"), "small");
        String list = "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n"
                + "deleted,,2017-08-22T17:24:07Z,2000000,%1$s\n" + "unreadable\n"
                + "small,,2017-08-22T17:24:07Z,20,%1$s\n" + "gone,,2017-08-22T17:24:07Z,2000000,%1$s\n"
                + "%2$s,,2017-08-22T17:24:07Z,2000000,%1$s\n";
        stage.simulator.addInventoryJob(
                "photos", "CSV", Content.of(String.format(list, stage.simulator.treeHash(archive), archive)));
        stage.start(snippet);
        await().atMost(SOON).until(() -> stage.simulator.jobs("photos").size() == 2);
        assertThat(stage.simulator.requests(Operation.INITIATE_JOB))
                .as("what is refused is asked for once")
                .hasSize(3)
                .last()
                .satisfies(request -> assertThat(request.body()).contains(archive));
        assertThat(directory.resolve("state/refused/archives"))
                .hasContent("deleted ResourceNotFoundException\ngone ResourceNotFoundException\n");
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

    private void asksForAnExpiredOutputAgain(Snippet snippet) throws Exception {
        String job = stage.simulator.addArchiveJob("photos", archive);
        Files.createDirectories(directory.resolve("state"));
        InjectedFault expiry = stage.simulator.inject(
                Fault.expired().on(Operation.GET_JOB_OUTPUT).job(job).rangeStart(2 << 20));
        stage.set(oneRangeAfterTheOther -> {
            oneRangeAfterTheOther.setParallelism(1);
            oneRangeAfterTheOther.setClock(stage.simulator.clock());
        });
        stage.start(snippet);
        await().atMost(SOON).until(() -> expiry.happened() == 1);
        stage.simulator.clock().advance(Duration.ofHours(25));
        await().atMost(SOON).until(() -> stage.stored.size() == 4);
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3);
        assertThat(stage.stored).allMatch(chunk -> job.equals(chunk.getHeader("CamelGlacierJobId")));
        assertThat(stage.simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
    }

    private void putsAnArchiveTogether(Snippet snippet) throws Exception {
        stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        assertRetrieved(archive, PHOTO);
        assertThat(stage.simulator.requests(Operation.DESCRIBE_JOB)).hasSize(4);
    }

    private JdbcJobRepository consumedInDatabase() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + directory.getFileName() + ";DB_CLOSE_DELAY=-1");
        stage.bind("database", database);
        JdbcJobRepository consumed = new JdbcJobRepository(database);
        consumed.start();
        return consumed;
    }

    private void consumesByTheDatabase(Snippet snippet) throws Exception {
        JdbcJobRepository consumed = consumedInDatabase();
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        awaitConsumed(consumed, job);
        JdbcClaimRepository claims =
                stage.context.getRegistry().lookupByNameAndType("claimed", JdbcClaimRepository.class);
        await().atMost(SOON).until(() -> !claims.contains(key(job)));
    }

    private void consumesAsTheLeader(Snippet snippet) throws Exception {
        JdbcJobRepository consumed = consumedInDatabase();
        stage.bind("consumed", consumed);
        stage.bind("progress", new JdbcProgressRepository(consumed.getDataSource()));
        String job = stage.simulator.addArchiveJob("photos", archive);
        stage.start(snippet);
        awaitConsumed(consumed, job);
        assertThat(directory.resolve("state/leader")).isNotEmptyDirectory();
    }

    private void awaitConsumed(JdbcJobRepository consumed, String job) {
        await().atMost(SOON).until(() -> consumed.contains(key(job)));
        assertThat(storedIndexes()).containsExactly(0, 1, 2, 3);
    }

    private String key(String job) {
        return stage.simulator.vaultArn("photos") + "/jobs/" + job;
    }

    /** A separate ledger for each snippet, in the only data source of the registry. */
    private void bindLedger() {
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:file:" + directory.resolve("ledger"));
        stage.bind("db", ledger);
    }

    private void getsTheWholeVaultOut(Snippet snippet) throws Exception {
        bindLedger();
        Content other = Content.seeded(9, 1 << 20);
        String second = stage.simulator.addArchive("photos", other, "other");
        stage.start(snippet);
        awaitOrders(2);
        assertRetrieved(Map.of(archive, PHOTO, second, other));
        assertThat(stage.simulator.requests(Operation.INITIATE_JOB))
                .extracting(RecordedRequest::body)
                .filteredOn(body -> body.contains("archive-retrieval"))
                .hasSize(2)
                .anyMatch(order -> order.contains(archive))
                .anyMatch(order -> order.contains(second));
    }

    private void assertRetrieved(Map<String, Content> archives) {
        await().atMost(SOON).until(() -> stage.orTimePasses(stage.retrieved().size() == archives.size()));
        assertThat(stage.retrieved())
                .allSatisfy(file -> assertThat(Content.file(file).treeHash())
                        .isEqualTo(archives.get(file.getFileName().toString()).treeHash()));
    }

    /** Waits until this number of archives is ordered, and moves the clock until their outputs are ready. */
    private void awaitOrders(int count) {
        await().atMost(SOON).until(() -> inState("ORDERED") == count);
        stage.simulator.clock().advance(Duration.ofHours(5));
    }

    private long inState(String state) throws IOException {
        try (var template = stage.context.createProducerTemplate()) {
            return template.requestBody(
                            "glacier-egress:photos?operation=status&dataSource=#db", null, GlacierEgressStatus.class)
                    .getArchives()
                    .get(state);
        }
    }

    /** No look at a job is due, so only a notification can show that it has completed. */
    private void getsTheWholeVaultOutByNotifications(Snippet snippet) throws Exception {
        bindLedger();
        stage.start(snippet);
        AtomicInteger sent = new AtomicInteger();
        await().atMost(SOON).until(() -> {
            List<PublishedNotification> published = stage.simulator.notifications();
            while (sent.get() < published.size()) {
                stage.send(
                        "aws2-sqs:glacier-jobs",
                        published.get(sent.getAndIncrement()).envelope());
            }
            return stage.retrieved().size() == 1;
        });
        assertRetrieved(Map.of(archive, PHOTO));
    }

    private void endsWithAReceipt(Snippet snippet) throws Exception {
        bindLedger();
        stage.start(snippet);
        awaitOrders(1);
        Path receipt = directory.resolve("receipts").resolve("photos.csv");
        await().atMost(SOON)
                .until(() -> stage.orTimePasses(
                        Files.exists(receipt) && Files.readString(receipt).contains(archive)));
        assertThat(Files.readAllLines(receipt))
                .filteredOn(line -> line.startsWith(archive + ","))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("DELIVERED", PHOTO.treeHash()));
        assertRetrieved(Map.of(archive, PHOTO));
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
