package io.github.glacierjob.egress.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operation=preview says, from which inventory, and what it leaves alone. */
class PreviewTest {

    private static final long GB = 1L << 30;
    private static final String ARN = "arn:aws:glacier:us-east-2:111122223333:vaults/photos";
    private static final String HASH = "ca6d".repeat(16);

    @TempDir
    private Path directory;

    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().region("us-east-2").inventoryJobDuration(Duration.ofHours(4)));

    private final ManualClock clock = glacier.simulator.clock();

    @BeforeEach
    void bind() {
        glacier.context.getRegistry().bind("clock", clock);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String uri(String options) {
        return "glacier-egress:photos?accessKey=a&secretKey=s&region=us-east-2&overrideEndpoint=true&uriEndpointOverride="
                + glacier.simulator.endpoint() + "&clock=#clock&retryDelay=1&maxRetryDelay=5&" + options;
    }

    private Exchange ask(String options) {
        return glacier.request(uri("operation=preview&" + options), exchange -> {});
    }

    private GlacierEgressPreview preview(String options) {
        Exchange answer = ask(options);
        if (answer.getException() != null) {
            throw new AssertionError(options, answer.getException());
        }
        return answer.getMessage().getBody(GlacierEgressPreview.class);
    }

    private static String entry(String id, Object size) {
        return "{\"ArchiveId\":\"" + id
                + "\",\"ArchiveDescription\":\"x\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":" + size
                + ",\"SHA256TreeHash\":\"" + HASH + "\"}";
    }

    private static String json(String arn, String... entries) {
        return "{\"VaultARN\":\"" + arn + "\",\"InventoryDate\":\"2026-11-01T00:00:00Z\",\"ArchiveList\":["
                + String.join(",", entries) + "]}";
    }

    private String inventory(String document) throws IOException {
        return "inventory=file:" + Files.writeString(directory.resolve("inventory"), document);
    }

    private static Object member(Map<String, Object> map, String... path) {
        Object value = map;
        for (String name : path) {
            Map<?, ?> members = (Map<?, ?>) value;
            assertThat(members.containsKey(name)).as(name).isTrue();
            value = members.get(name);
        }
        return value;
    }

    private List<Operation> requested() {
        return glacier.simulator.requests().stream()
                .map(RecordedRequest::operation)
                .distinct()
                .toList();
    }

    @Test
    void anInventoryAloneIsEnoughWithoutADatabaseOrAnAccount() throws Exception {
        String inventory = inventory(json(ARN, entry("a", GB), entry("b", 3 * GB)));
        CamelContext context = new DefaultCamelContext();
        context.start();
        try {
            GlacierEgressPreview preview = context.getEndpoint(
                            "glacier-egress:photos?operation=preview&useDefaultCredentialsProvider=true&" + inventory,
                            GlacierEgressEndpoint.class)
                    .readPreview();

            assertThat(preview.getVault()).isEqualTo(ARN);
            assertThat(preview.getArchives()).isEqualTo(2);
            assertThat(preview.getBytes()).isEqualTo(4 * GB);
            assertThat(preview.getInventoryDate()).contains(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(preview.getRetrievalCost()).contains(new BigDecimal("0.0100"));
            assertThat(preview.getRequestsCost()).contains(new BigDecimal("0.00005"));
            assertThat(preview.getTransferOutCost()).contains(new BigDecimal("0.36"));
            assertThat(preview.getTotalCost()).contains(new BigDecimal("0.37005"));
        } finally {
            context.stop();
        }
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void csvAndJsonOfAVaultGiveTheSame() throws Exception {
        glacier.simulator.addArchive("photos", Content.seeded(1, 12345), "one, \"quoted\"");
        glacier.simulator.addArchive("photos", Content.seeded(2, 99), null);
        List<Object> costs = new ArrayList<>();
        for (String format : List.of("CSV", "JSON")) {
            String job = glacier.simulator.addInventoryJob("photos", format);
            glacier.simulator.completeJob(job);
            Content content = glacier.simulator.job(job).content();
            GlacierEgressPreview preview = preview(inventory(new String(content.expected(0, content.size()))));
            costs.add(preview.getTotalCost().orElseThrow());
            assertThat(preview.getBytes()).isEqualTo(12444);
        }
        assertThat(costs.get(0)).isEqualTo(costs.get(1));
    }

    @Test
    void theFilterDecidesWhatIsCountedAndBadEntriesAreNamed() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(
                        ARN, entry("a", 100), entry("b", 2000), entry("", 5), entry("c", "null"), entry("d", 1L << 60)))
                + "&filter=${body.size} < 1000");

        Map<String, Object> map = preview.toMap();
        assertThat(map)
                .containsEntry("archives", 2L)
                .containsEntry("bytes", 100L)
                .containsEntry("archivesWithoutSize", 1L)
                .containsEntry("refusedByFilter", 2L)
                .containsEntry("badEntries", 1L);
    }

    @Test
    void anArchiveWithoutASizeMakesTheTotalUnknownAndNotSmaller() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(ARN, entry("a", GB), entry("b", "null"))));

        assertThat(preview.getTotalCost()).isEmpty();
        assertThat(member(preview.toMap(), "asked", "cost", "total")).isNull();
        assertThat(member(preview.toMap(), "asked", "cost", "unknown")).isEqualTo(List.of("size of archives"));
        assertThat(preview.toString()).contains("1 archives have no size").containsPattern("USD total +unknown");
    }

    @Test
    void aRegionWithoutPricesHasNoCostAndStillHasCounts() throws Exception {
        String arn = ARN.replace("us-east-2", "eu-south-9");
        String uri = "glacier-egress:photos?operation=preview&useDefaultCredentialsProvider=true&region=eu-south-9&"
                + inventory(json(arn, entry("a", GB)));
        GlacierEgressPreview preview =
                glacier.request(uri, exchange -> {}).getMessage().getBody(GlacierEgressPreview.class);

        assertThat(preview.getArchives()).isEqualTo(1);
        assertThat(preview.getTotalCost()).isEmpty();
        assertThat(preview.getRetrievalCost()).isEmpty();
        assertThat(preview.toMap()).containsEntry("small", null).containsEntry("cheapest", null);
        assertThat(preview.toString()).containsPattern("USD retrieval +unknown");
    }

    @Test
    void theCheapestAndTheFastestPlanStandBesideTheAskedOne() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(ARN, entry("a", GB), entry("b", GB))) + "&tier=Standard");

        assertThat(member(preview.toMap(), "asked", "tier")).isEqualTo("Standard");
        assertThat(member(preview.toMap(), "cheapest", "tier")).isEqualTo("Bulk");
        assertThat(member(preview.toMap(), "fastest", "tier")).isEqualTo("Expedited");
        assertThat(member(preview.toMap(), "asked", "cost", "retrieval")).isEqualTo(new BigDecimal("0.02"));
        assertThat(member(preview.toMap(), "asked", "requests", "InitiateJob")).isEqualTo(2L);
        assertThat(member(preview.toMap(), "asked", "requests", "GetJobOutput")).isEqualTo(256L);
        assertThat(preview.toString())
                .contains("asked          cheapest           fastest")
                .contains("tier                                Standard              Bulk         Expedited");
    }

    @Test
    void smallArchivesAreThoseWhoseRequestCostsMoreThanTheirBytes() throws Exception {
        GlacierEgressPreview preview = preview(
                inventory(json(ARN, entry("a", GB), entry("b", 10_737_418), entry("c", 10_737_419), entry("d", 1))));

        assertThat(member(preview.toMap(), "small", "below")).isEqualTo(10_737_419L);
        assertThat(member(preview.toMap(), "small", "archives")).isEqualTo(2L);
        assertThat(member(preview.toMap(), "small", "shareOfArchives")).isEqualTo(0.5);
        assertThat((Double) member(preview.toMap(), "small", "shareOfCost")).isBetween(0.028, 0.029);
    }

    @Test
    void theRateOfTheWireIsGivenByAHeader() throws Exception {
        String inventory = inventory(json(ARN, entry("a", 48 * GB)));
        Exchange answer = glacier.request(uri("operation=preview&" + inventory), exchange -> exchange.getMessage()
                .setHeader("CamelGlacierEgressBytesPerHour", GB));
        Map<String, Object> map =
                answer.getMessage().getBody(GlacierEgressPreview.class).toMap();

        assertThat(map).containsEntry("bytesPerHour", GB);
        assertThat(member(map, "asked", "days", "rate")).isEqualTo(2.0);
        assertThat(member(map, "asked", "days", "total")).isEqualTo(2.5);
        assertThat(member(preview(inventory).toMap(), "asked", "days", "rate")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "NaN"})
    void aRateThatIsNoneIsRefused(String rate) throws Exception {
        Exchange answer =
                glacier.request(uri("operation=preview&" + inventory(json(ARN))), exchange -> exchange.getMessage()
                        .setHeader("CamelGlacierEgressBytesPerHour", rate));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CamelGlacierEgressBytesPerHour: '" + rate + "' must be a number over 0");
    }

    @Test
    void jobsInFlightAreALimitOfTheBudget() throws Exception {
        String inventory = inventory(json(ARN, entry("a", 1), entry("b", 1), entry("c", 1)));

        assertThat(member(preview(inventory).toMap(), "asked", "days", "total")).isEqualTo(0.5);
        assertThat(member(preview(inventory + "&jobsInFlight=1").toMap(), "asked", "days", "limits", "jobsInFlight"))
                .isEqualTo(1.0);
        assertThat(preview(inventory + "&jobsInFlight=1").getTime()).contains(Duration.ofHours(36));
    }

    @Test
    void theNewestJobOfTheVaultIsReadAndNothingIsInitiated() {
        glacier.simulator.addArchive("photos", Content.seeded(1, 5000), null);
        String job = glacier.simulator.addInventoryJob("photos", "JSON");
        glacier.simulator.completeJob(job);

        GlacierEgressPreview preview = preview("tier=Bulk");

        assertThat(preview.getArchives()).isEqualTo(1);
        assertThat(preview.toMap()).containsEntry("inventory", "job " + job);
        assertThat(requested()).containsOnly(Operation.LIST_JOBS, Operation.GET_JOB_OUTPUT);
    }

    @Test
    void withoutAnInventoryItSaysThatOneMustBeInitiatedAndDoesNotDoIt() {
        glacier.simulator.addArchive("photos", Content.seeded(1, 5000), null);

        GlacierEgressPreview preview = preview("tier=Bulk");

        assertThat(preview.getMissing().orElseThrow())
                .startsWith("an inventory job must be initiated, which the service bills");
        assertThat(preview.toMap()).containsEntry("archives", null).containsEntry("asked", null);
        assertThat(preview.toString()).contains("There is nothing to count: an inventory job must be initiated");
        assertThat(requested()).containsOnly(Operation.LIST_JOBS);
        assertThat(glacier.simulator.bill("photos").inventoryRequests()).isZero();
    }

    @Test
    void anInventoryJobInProgressIsNamed() {
        glacier.simulator.addArchive("photos", Content.seeded(1, 5000), null);
        String job = glacier.simulator.addInventoryJob("photos", "JSON");

        assertThat(preview("tier=Bulk").getMissing().orElseThrow())
                .startsWith("inventory job " + job + " is in progress since ");
    }

    @Test
    void theInventoryOfAnotherVaultIsRefused() throws Exception {
        Exchange answer = ask(inventory(json(ARN.replace("photos", "films"), entry("a", 1))));

        assertThat(answer.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("expected the inventory of vault photos in region us-east-2, it is of "
                        + ARN.replace("photos", "films"));
    }

    @Test
    void theLedgersOwnInventoryIsUsedWithoutARequestAndGivesTheSame() throws Exception {
        for (int i = 1; i <= 20; i++) {
            glacier.simulator.addArchive("photos", Content.seeded(i, i * 1000), null);
        }
        try (Database database = new Database(Database.Kind.H2)) {
            glacier.context.getRegistry().bind("db", database.source);
            String job = glacier.simulator.addInventoryJob("photos", "JSON");
            glacier.simulator.completeJob(job);
            String ofJob = preview("dataSource=#db&filter=${body.size} > 3000").toString();
            load(database);
            glacier.simulator.clearRequests();

            String ofLedger =
                    preview("dataSource=#db&filter=${body.size} > 3000").toString();

            assertThat(glacier.simulator.requests()).isEmpty();
            assertThat(withoutSource(ofLedger)).isEqualTo(withoutSource(ofJob));
            assertThat(ofLedger).contains("17 archives").contains("not wanted: 3 by the filter");
        }
    }

    private static List<String> withoutSource(String text) {
        return text.lines().filter(line -> !line.startsWith("Inventory of")).toList();
    }

    private void load(Database database) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("dataSource=#db&initialDelay=0&delay=50&filter=${body.size} > 3000"))
                        .routeId("load")
                        .process(exchange -> {});
            }
        });
        Awaitility.await().atMost(Glacier.SOON).until(() -> count(database) > 0);
        glacier.context.getRouteController().stopRoute("load");
    }

    private static long count(Database database) throws Exception {
        try (Connection connection = database.source.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT SUM(LOAD_NO) FROM GLACIER_EGRESS_VAULT")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void textAndJsonOfItHaveTheSameMembers() throws Exception {
        Exchange answer = ask(inventory(json(ARN, entry("a", GB))));

        assertThat(answer.getMessage().getBody(String.class))
                .contains("\"archives\":1,\"bytes\":1073741824")
                .contains("\"tier\":\"Bulk\"")
                .contains("\"retrieval\":0.00,\"requests\":0.00,\"transferOut\":0.09,\"total\":0.09");
    }

    @Test
    void anotherOperationIsRefusedWhereOnlyPreviewsArePossible() throws Exception {
        Exchange answer =
                glacier.request(uri("operation=preview&" + inventory(json(ARN))), exchange -> exchange.getMessage()
                        .setHeader("CamelGlacierEgressOperation", "status"));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "CamelGlacierEgressOperation: 'status' must be preview, or absent: with operation=preview an"
                                + " endpoint does nothing else");
    }

    @Test
    void aWrongPriceListIsAnErrorOfTheStart() throws Exception {
        Path prices = Files.writeString(
                directory.resolve("prices.csv"),
                "region,item,tier,price,currency,unit,date,source\nus-east-2,retrieval,Bulk,free,USD,GB,2026-01-01,me\n");
        String uri = uri("operation=preview&prices=file:" + prices + "&" + inventory(json(ARN)));

        assertThatThrownBy(() -> {
                    glacier.context.start();
                    glacier.context.getEndpoint(uri).start();
                })
                .hasRootCauseMessage(
                        "prices: file:" + prices
                                + ", line 2, price: 'free' must be 0 or more, as digits with at most 12 of them behind a point");
    }

    /** When half of the archives have been read, those before can be collected. */
    @Test
    void archivesThatWereCountedAreForgotten() {
        long archives = 200_000;
        Content document = Content.generatedInventory("JSON", ARN, archives);
        List<WeakReference<Object>> counted = new ArrayList<>();
        AtomicLong number = new AtomicLong();
        Predicate<Object> filter = archive -> {
            long now = number.incrementAndGet();
            if (now < archives / 2 && now % 1000 == 0) {
                counted.add(new WeakReference<>(archive));
            } else if (now == archives / 2) {
                Awaitility.await().atMost(Glacier.SOON).until(() -> areCollected(counted));
            }
            return true;
        };
        glacier.context.getRegistry().bind("filter", filter);
        glacier.context.getRegistry().bind("huge", (Supplier<InputStream>) () -> stream(document));

        assertThat(preview("inventory=bean:huge.get&filter=#filter").getArchives())
                .isEqualTo(archives);
        assertThat(counted).hasSize(99);
    }

    private static boolean areCollected(List<WeakReference<Object>> references) {
        System.gc();
        return references.stream().allMatch(reference -> reference.get() == null);
    }

    private static InputStream stream(Content document) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int count = (int) Math.min(length, document.size() - at);
                if (count <= 0) {
                    return -1;
                }
                System.arraycopy(document.expected(at, count), 0, to, offset, count);
                at += count;
                return count;
            }
        };
    }
}
