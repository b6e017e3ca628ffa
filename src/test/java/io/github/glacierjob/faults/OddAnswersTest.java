package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.repository.JdbcClaimRepository;
import io.github.glacierjob.repository.JdbcJobRepository;
import io.github.glacierjob.repository.JdbcProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.StubService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing has one job with an unusual member: only that job is affected, and the other job is delivered once. */
class OddAnswersTest {

    private static final Content CONTENT = Content.seeded(5, 2 * MIB);

    private final Glacier glacier = new Glacier();
    private final String job =
            glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));
    private final Consumption route = new Consumption(glacier);

    @AfterEach
    void close() {
        glacier.close();
    }

    private Map<String, Object> described() {
        Exchange listed = glacier.request(glacier.uri("operation=listJobs"), in -> {});
        JobList jobs = listed.getMessage().getBody(JobList.class);
        glacier.restart();
        return ServiceJson.JOB.toMap(jobs.get(0));
    }

    private static Map<String, Object> with(Map<String, Object> job, Object... members) {
        Map<String, Object> changed = new LinkedHashMap<>(job);
        for (int i = 0; i < members.length; i += 2) {
            changed.put((String) members[i], members[i + 1]);
        }
        return changed;
    }

    /** Sets the list that the service returns from now on. */
    private void list(List<Map<String, Object>> jobs) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("JobList", jobs);
        list.put("Marker", null);
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", ServiceJson.text(list))
                .on(Operation.LIST_JOBS)
                .always());
    }

    private void assertTheGoodOneIsDeliveredOnce() {
        route.awaitBytes(2 * MIB);
        route.awaitPolls();
        assertThat(route.bytes()).isEqualTo(CONTENT.expected(0, 2 * MIB));
    }

    /** The end of its life would be after the largest time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "yesterday",
                "2026-02-30T00:00:00.000Z",
                ""
            })
    void anInvalidDateAffectsOnlyItsOwnJob(String date) throws Exception {
        Map<String, Object> good = described();
        Map<String, Object> odd = with(good, "JobId", "odd", "CompletionDate", date, "CreationDate", date);
        list(List.of(odd, good));

        route.start("parallelism=2&reinitiateExpired=true");

        assertTheGoodOneIsDeliveredOnce();
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "ArchiveSizeInBytes, -5, null",
                "ArchiveSizeInBytes, 9223372036854775807, null",
                "ArchiveSizeInBytes, 2097152, 0-9223372036854775806",
                "ArchiveSizeInBytes, 2097152, 5-2",
                "ArchiveSizeInBytes, 2097152, 99999999999999999999-1",
                "InventorySizeInBytes, -1, null"
            })
    void anImpossibleSizeAffectsOnlyItsOwnJobAndIsReportedWithItsName(String member, long size, String range)
            throws Exception {
        Map<String, Object> good = described();
        Map<String, Object> odd = with(good, "JobId", "odd", member, size, "RetrievalByteRange", range);
        if (member.startsWith("Inventory")) {
            odd = with(odd, "Action", "InventoryRetrieval", "ArchiveId", null, "ArchiveSizeInBytes", null);
        }
        list(List.of(odd, good));

        route.start("parallelism=2&maxRetries=1");

        assertTheGoodOneIsDeliveredOnce();
        route.awaitReport();
        route.awaitPolls();
        assertThat(route.reports).hasSize(1).allSatisfy(report -> assertThat(report)
                .hasMessageContaining("odd"));
    }

    /** A list that changes while its pages are read shows a job twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aJobThatIsListedThreeTimesIsDeliveredOnce(int slots) throws Exception {
        Map<String, Object> good = described();
        list(List.of(good, good, good));
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        glacier.route(glacier.consumerUri("outputMode=none&concurrentJobs=" + slots), exchange -> {
            seen.add(exchange.getMessage().getHeader("CamelGlacierJobId", String.class));
            goOn.await(60, TimeUnit.SECONDS);
        });
        await().atMost(SOON).until(() -> seen.size() == 1);
        route.awaitPolls();
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        assertThat(consumer.getWaitingJobs()).isZero();
        goOn.countDown();
        route.awaitPolls();

        assertThat(seen).containsExactly(job);
    }

    /** Columns of a database and names of files have limits. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&outputMode=file&workDirectory=target/odd"})
    void anIdOfTenThousandCharactersAffectsOnlyItsOwnJob(String options) throws Exception {
        Map<String, Object> good = described();
        Map<String, Object> odd = with(good, "JobId", "x".repeat(10_000));
        list(List.of(odd, good));
        try (Database database = new Database(Database.Kind.H2)) {
            glacier.context.getRegistry().bind("claims", new JdbcClaimRepository(database.source));
            glacier.context.getRegistry().bind("consumed", new JdbcJobRepository(database.source));
            glacier.context.getRegistry().bind("progress", new JdbcProgressRepository(database.source));
            route.start("parallelism=2&maxRetries=0&inProgressRepository=#claims&idempotentRepository=#consumed"
                    + "&progressRepository=#progress&reinitiateExpired=true" + options);

            assertTheGoodOneIsDeliveredOnce();
            route.awaitReport();
            route.awaitPolls();
            assertThat(route.reports).hasSize(1);
            glacier.context.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null, error", "InProgress, error", "null, ignore", "InProgress, emit"})
    void aCompletedJobWithAnUnknownStatusIsNotConsumedAsAFailedJob(String status, String onFailedJob) throws Exception {
        Map<String, Object> good = described();
        Map<String, Object> odd = with(good, "JobId", "odd", "StatusCode", status);
        list(List.of(odd, good));

        route.start("parallelism=2&onFailedJob=" + onFailedJob);

        assertTheGoodOneIsDeliveredOnce();
        assertThat(route.reports).singleElement().satisfies(report -> assertThat(report)
                .hasMessageContaining("odd")
                .hasMessageContaining("it is " + status));
    }

    @Test
    void anUnknownStatusIsReportedUnchanged() throws Exception {
        Map<String, Object> good = described();
        list(List.of(with(good, "JobId", "odd", "StatusCode", "Halted", "StatusMessage", "by hand"), good));

        route.start("parallelism=2");

        assertTheGoodOneIsDeliveredOnce();
        assertThat(route.reports).singleElement().satisfies(report -> assertThat(report)
                .hasMessageContaining("ended as Halted: by hand"));
    }

    /** As from a proxy that believes that an archive is a web page. */
    @Test
    void anOutputWithAContentEncodingIsNotDecompressed() throws Exception {
        String described = "{\"Action\":\"InventoryRetrieval\",\"JobId\":\"a\",\"Completed\":true,"
                + "\"StatusCode\":\"Succeeded\",\"InventorySizeInBytes\":10}";
        try (StubService service = new StubService(uri -> uri.getPath().endsWith("/output")
                ? new StubService.Answer(200, Map.of("Content-Encoding", "gzip"), "0123456789")
                : new StubService.Answer(200, Map.of(), described))) {
            Exchange got = glacier.request(service.uri("photos", "operation=getJobOutput&jobId=a"), in -> {});

            assertThat(got.getException()).isNull();
            assertThat(got.getMessage().getBody(String.class)).isEqualTo("0123456789");
        }
    }
}
