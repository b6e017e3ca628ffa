package io.github.glacierjob.egress.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tests which inventory operation=preview reads, and that it changes nothing. */
class PreviewedInventoryTest extends AbstractPreviewTest {

    @Test
    void aPreviewOfAnInventoryNeedsNoDatabaseAndNoAccount() throws Exception {
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
            // The region decides which archives are small, and the inventory names the region only after they were
            // counted.
            assertThat(preview.toMap()).containsEntry("small", null);
            assertThat(preview.toString()).doesNotContain("are small");
        } finally {
            context.stop();
        }
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void csvAndJsonOfAVaultGiveTheSamePreview() throws Exception {
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
    void withoutAnInventoryThePreviewAsksForAJobAndInitiatesNone() {
        glacier.simulator.addArchive("photos", Content.seeded(1, 5000), null);

        GlacierEgressPreview preview = preview("tier=Bulk");

        assertThat(preview.getMissing().orElseThrow())
                .startsWith("there is no inventory. An inventory job takes about four hours, and AWS bills it");
        assertThat(preview.toMap()).containsEntry("archives", null).containsEntry("asked", null);
        assertThat(preview.toString()).contains("No preview is possible: there is no inventory");
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
                .hasMessageEndingWith("expected the inventory of vault photos in region us-east-2, got that of "
                        + ARN.replace("photos", "films"));
    }

    @Test
    void theInventoryOfTheLedgerIsUsedWithoutARequestAndGivesTheSamePreview() throws Exception {
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

    /** When half of the archives have been read, the earlier ones must be collectable. */
    @Test
    void countedArchivesAreNotKeptInMemory() {
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
