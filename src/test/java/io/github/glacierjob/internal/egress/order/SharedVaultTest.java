package io.github.glacierjob.internal.egress.order;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.egress.report.RetryOperation;
import io.github.glacierjob.internal.egress.stock.Stock;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.simulator.ArchiveJob;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests other nodes, other programs, and a ledger that is older than the jobs of the vault. */
class SharedVaultTest {

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static SimulatorBuilder service() {
        return GlacierSimulator.builder()
                .archiveJobDuration(Tier.BULK, Duration.ofHours(8))
                .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void twoNodesOnOneDatabaseOrderEachArchiveOnce(Database.Kind kind) throws Exception {
        try (OrderedVault vault = new OrderedVault(kind, service())) {
            OrderedVault.Node one = vault.node("retryDelay=5&maxRetryDelay=5&jobsInFlight=300");
            OrderedVault.Node two = vault.node("retryDelay=5&maxRetryDelay=6&jobsInFlight=300");
            one.list(300, 100);
            vault.glacier.simulator.inject(
                    Fault.throttling().on(Operation.INITIATE_JOB).every(50));
            vault.glacier.simulator.inject(Fault.answerLost().every(70));

            for (int i = 0; i < 100 && one.count("STATE = 'ORDERED'") < 300; i++) {
                CompletableFuture<Void> other = CompletableFuture.runAsync(two::poll);
                one.poll();
                other.join();
                vault.clock.advance(Duration.ofSeconds(30));
            }

            assertThat(one.count("STATE = 'ORDERED' AND ORDERS = 1 AND EXTENSIONS = 0"))
                    .isEqualTo(300);
            assertThat(vault.glacier.simulator.jobs("photos")).hasSize(300);

            vault.clock.advance(Duration.ofHours(9));
            CompletableFuture<Void> other = CompletableFuture.runAsync(two::poll);
            one.poll();
            other.join();
            two.poll();
            assertThat(one.count("STATE = 'READY'")).isEqualTo(300);
        }
    }

    @Test
    void jobsOfOtherProgramsAreUsedOnlyIfTheyAreCompleteAndLiveLongEnough() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node node = vault.node("maxConnections=2");
            List<String> archives = node.list(5, 3 << 20);
            String old = vault.glacier.simulator.addArchiveJob("photos", archives.get(0), "other");
            vault.glacier.simulator.completeJob(old);
            vault.clock.advance(Duration.ofHours(12));
            String young = vault.glacier.simulator.addArchiveJob("photos", archives.get(1), "other");
            vault.glacier.simulator.completeJob(young);
            String running = vault.glacier.simulator.addArchiveJob("photos", archives.get(2), "other");
            vault.glacier.simulator.addArchiveJob(
                    "photos", ArchiveJob.of(archives.get(3)).range("0-1048575"));
            String failed = vault.glacier.simulator.addArchiveJob("photos", archives.get(4), "other");
            vault.glacier.simulator.failJob(failed, "no");

            node.poll();

            assertThat(vault.requested()).containsExactly(archives.get(0), archives.get(3), archives.get(4));
            assertThat(node.state(archives.get(1))).isEqualTo("READY");
            assertThat(node.text("JOB_ID", archives.get(1))).isEqualTo(young);
            assertThat(node.state(archives.get(2))).isEqualTo("ORDERED");
            assertThat(node.text("JOB_ID", archives.get(2))).isEqualTo(running);
            assertThat(node.text("ORDERS", archives.get(2))).isEqualTo("0");
        }
    }

    @Test
    void aLedgerThatIsRestoredFromABackupOrdersNothingTwice() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node node = vault.node("maxConnections=2");
            List<String> archives = node.list(6, 100);
            node.poll();
            vault.clock.advance(Duration.ofHours(3));
            vault.glacier.simulator.completeJob(node.text("JOB_ID", archives.get(0)));
            node.sql().update("DELETE FROM {ORDERS}");
            node.sql().update("UPDATE {ARCHIVE} SET STATE = 'LISTED', JOB_ID = NULL, ORDERS = 0, LOOK_AT = NULL");
            node.close();

            OrderedVault.Node restored = vault.node("maxConnections=2");
            restored.poll();
            vault.clock.advance(Duration.ofHours(6));
            restored.poll();

            assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(6);
            assertThat(restored.count("STATE = 'READY' AND ORDERS = 1")).isEqualTo(6);
            assertThat(restored.sql()
                            .query(
                                    "SELECT COUNT(*) AS N FROM {ORDERS} WHERE STATE = 'PLACED'",
                                    row -> row.getLong("N")))
                    .containsExactly(6L);
        }
    }

    @Test
    void aRestoredBackupDoesNotRepeatOrdersOfArchivesThatALaterInventoryAdds() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node restored = vault.node("maxConnections=2");
            restored.poll();
            String archive = restored.list(1, 100).get(0);
            restored.belongsToLoad(archive, 1);
            String job = vault.glacier.simulator.addArchiveJob(
                    "photos", ArchiveJob.of(archive).description("glacier-egress"));
            restored.loaded(1);

            restored.ordering.orderNow();
            restored.poll();

            assertThat(vault.requested()).isEmpty();
            assertThat(restored.text("JOB_ID", archive)).isEqualTo(job);
            assertThat(restored.text("ORDERS", archive)).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void archivesThatAreRetriedAfterABackupWaitForOneListingAndUseTheirJobs(Database.Kind kind) throws Exception {
        try (OrderedVault vault = new OrderedVault(kind, service())) {
            OrderedVault.Node restored = vault.node("maxConnections=2");
            restored.loaded(1);
            List<String> archives = restored.list(3, 100);
            restored.sql().update("UPDATE {ARCHIVE} SET STATE = 'FAILED', CAUSE = 'disk full'");
            String job = vault.glacier.simulator.addArchiveJob(
                    "photos", ArchiveJob.of(archives.get(0)).description("glacier-egress"));
            restored.poll();
            long listings = vault.count(Operation.LIST_JOBS);

            RetryOperation retry = new RetryOperation(restored.vault);
            archives.forEach(
                    archive -> assertThat(retry.retry(Optional.of(archive))).containsEntry("listed", 1));
            restored.ordering.orderNow();
            assertThat(vault.requested()).as("before the listing").isEmpty();
            restored.poll();

            assertThat(restored.text("JOB_ID", archives.get(0))).isEqualTo(job);
            assertThat(restored.text("ORDERS", archives.get(0))).isEqualTo("1");
            assertThat(vault.requested()).containsExactly(archives.get(1), archives.get(2));
            assertThat(vault.count(Operation.LIST_JOBS)).isEqualTo(listings + 1);
        }
    }

    /** An inventory whose first part is stored before its last entry is read. */
    private static String longInventory(String first) {
        String text = "x".repeat(4096);
        return IntStream.range(0, 600)
                .mapToObj(i -> i == 0 ? first : "zzz-%03d".formatted(i))
                .map(id -> "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"" + text
                        + "\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":100,\"SHA256TreeHash\":\""
                        + "ca6d".repeat(16) + "\"}")
                .collect(Collectors.joining(
                        ",",
                        "{\"VaultARN\":\"" + OrderedVault.ARN
                                + "\",\"InventoryDate\":\"2020-01-01T00:00:00Z\",\"ArchiveList\":[",
                        "]}"));
    }

    /** A filter that accepts all archives, and stops the load at the last entry of {@link #longInventory}. */
    private static Predicate<InventoryArchive> waitsAtTheLastEntry(CountDownLatch atTheEnd, CountDownLatch goOn) {
        return archive -> {
            if (archive.id().equals("zzz-599")) {
                atTheEnd.countDown();
                await().atMost(SOON).until(() -> goOn.getCount() == 0);
            }
            return true;
        };
    }

    @Test
    void anArchiveThatALaterLoadListsAgainWaitsForTheListingAfterThatLoad(@TempDir Path directory) throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            Path inventory = directory.resolve("inventory.json");
            CountDownLatch atTheEnd = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            vault.glacier.context.getRegistry().bind("filter", waitsAtTheLastEntry(atTheEnd, goOn));
            OrderedVault.Node node = vault.node("maxConnections=2&filter=#filter&inventory=file:" + inventory);
            String archive = node.list(1, 100).get(0);
            Files.writeString(inventory, longInventory(archive));
            node.sql().update("UPDATE {ARCHIVE} SET STATE = 'SKIPPED', CAUSE = 'filter: false', FIRST_LOAD = 1");
            node.loaded(1);
            node.poll();
            String job = vault.glacier.simulator.addArchiveJob(
                    "photos", ArchiveJob.of(archive).description("glacier-egress"));

            Stock stock = new Stock(node.vault, vault.glacier.context, this);
            stock.load();
            await().atMost(SOON).until(() -> atTheEnd.getCount() == 0);
            assertThat(node.state(archive)).isEqualTo("LISTED");
            node.ordering.orderNow();
            assertThat(vault.requested()).isEmpty();

            goOn.countDown();
            await().atMost(SOON).until(stock::load);
            stock.stop();
            node.ordering.lookNow();
            assertThat(node.text("JOB_ID", archive)).isEqualTo(job);
        }
    }

    @Test
    void anArchiveOfAnIncompleteLoadIsOrderedWhenALoadIsComplete() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node node = vault.node("maxConnections=2");
            node.loaded(1);
            List<String> archives = node.list(2, 100);
            node.belongsToLoad(archives.get(0), 2);
            node.poll();
            node.poll();
            assertThat(vault.requested()).containsExactly(archives.get(1));

            node.loaded(3);
            node.poll();

            assertThat(vault.requested()).containsExactly(archives.get(1), archives.get(0));
        }
    }

    @Test
    void aRestoredBackupFindsALaterExtension() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node node = vault.node("maxConnections=2");
            String archive = node.list(1, 100).get(0);
            node.poll();
            vault.clock.advance(Duration.ofHours(9));
            node.poll();
            node.close();
            String extension = vault.glacier.simulator.addArchiveJob(
                    "photos",
                    ArchiveJob.of(archive).description("glacier-egress").tier(Tier.BULK));

            node = vault.node("maxConnections=2");
            node.list("deleted", 1, vault.clock.instant());
            node.poll(0);

            assertThat(node.text("NEXT_JOB_ID", archive)).isEqualTo(extension);
            assertThat(node.text("EXTENSIONS", archive)).isEqualTo("1");
        }
    }

    @Test
    void nothingIsOrderedBeforeTheListWasRead() throws Exception {
        try (OrderedVault vault = new OrderedVault(service())) {
            OrderedVault.Node node = vault.node("maxConnections=2&maxRetries=0");
            node.list(1, 100);
            vault.glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS));

            assertThatThrownBy(node.ordering::lookNow).hasMessageContaining("not authorized");
            node.ordering.orderNow();
            assertThat(vault.requested()).isEmpty();

            node.poll();
            assertThat(vault.requested()).hasSize(1);
        }
    }
}
