package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.egress.stock.Stock;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests nodes that use a ledger while another node fills it for the first time and creates its indexes. */
class FirstLoadTest {

    private static final int ARCHIVES = 200;
    private static final int ROUNDS = 2;

    @TempDir
    private Path directory;

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ordersClaimsAndStatusContinueWhileAnotherNodeFillsTheLedger(Database.Kind kind) throws Exception {
        Files.writeString(directory.resolve("inventory.json"), inventory());
        try (Database database = new Database(kind)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Nodes nodes = new Nodes(database, "R" + round + "_")) {
                    nodes.loadWhileOthersWork();
                }
            }
        }
    }

    private static String inventory() {
        return IntStream.range(0, ARCHIVES)
                .mapToObj(i -> "{\"ArchiveId\":\"archive-" + i + "\",\"ArchiveDescription\":\"photo " + i
                        + "\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":1,\"SHA256TreeHash\":\""
                        + "ca6d".repeat(16) + "\"}")
                .collect(Collectors.joining(
                        ",",
                        "{\"VaultARN\":\"" + OrderedVault.ARN + "\",\"InventoryDate\":\"2020-01-01T00:00:00Z\","
                                + "\"ArchiveList\":[",
                        "]}"));
    }

    private final class Nodes implements AutoCloseable {

        private final CamelContext context = new DefaultCamelContext();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicBoolean loaded = new AtomicBoolean();
        private final EgressVault vault;
        private final EgressVault other;

        private Nodes(Database database, String prefix) {
            context.getRegistry().bind("db", database.source);
            context.start();
            String uri = "glacier-egress:" + OrderedVault.ARN
                    + "?accessKey=a&secretKey=s&region=us-east-1&dataSource=#db&jobsInFlight=1000000&tablePrefix="
                    + prefix + "&inventory=file:" + directory.resolve("inventory.json");
            vault = open(uri);
            other = open(uri);
            other.ledger().addVault(OrderedVault.ARN);
            other.ledger()
                    .sql()
                    .update(
                            "INSERT INTO {MINUTE} VALUES (?, 'n', ?, 1000, 1000000000000000)",
                            OrderedVault.ARN,
                            Instant.now().plus(Duration.ofHours(1)));
        }

        private EgressVault open(String uri) {
            GlacierEgressEndpoint endpoint = context.getEndpoint(uri, GlacierEgressEndpoint.class);
            EgressVault opened = new EgressVault(endpoint, endpoint.getConfiguration());
            opened.open();
            return opened;
        }

        void loadWhileOthersWork() throws Exception {
            Intents intents = new Intents(other, Pacing.of(other));
            ArchiveClaims claims = new ArchiveClaims(other);
            StatusQuery status = new StatusQuery(other);
            List<Order> orders = new ArrayList<>();
            Future<?> work = threads.submit(() -> {
                while (!loaded.get()) {
                    orders.addAll(intents.next(20, Long.MAX_VALUE));
                    claims.take(20, Set.of());
                    status.read();
                }
            });
            Stock stock = new Stock(vault, context, this);
            await().atMost(Duration.ofMinutes(2)).until(stock::load);
            loaded.set(true);
            work.get();
            stock.stop();
            assertThat(count("ARCHIVE_ID IS NOT NULL")).isEqualTo(ARCHIVES);
            assertThat(count("ORDER_ID IS NOT NULL")).isEqualTo(orders.size());
            assertThat(status.read().states().values().stream()
                            .mapToLong(Quantity::archives)
                            .sum())
                    .isEqualTo(ARCHIVES);
        }

        private long count(String where) {
            return vault.ledger()
                    .sql()
                    .query("SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE " + where, row -> row.getLong("N"))
                    .get(0);
        }

        @Override
        public void close() {
            loaded.set(true);
            threads.shutdown();
            context.stop();
        }
    }
}
