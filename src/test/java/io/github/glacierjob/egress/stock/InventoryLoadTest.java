package io.github.glacierjob.egress.stock;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how the inventory of a vault becomes rows of the ledger. */
class InventoryLoadTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";

    @ParameterizedTest
    @MethodSource(KINDS)
    void theLoadOfAnEmptyVaultIsCompleteWithoutArchives(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.start("");
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "0").containsEntry("BAD_ENTRIES", "0");
            assertThat(run.rows()).isEmpty();
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void anArchiveBecomesAListedRowWithTheFactsOfTheInventory(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String id = run.archive("one");
            run.start("");
            Map<String, String> vault = run.loaded(1);
            assertThat(vault).containsEntry("ARCHIVES", "1").doesNotContainEntry("INVENTORY_JOB_ID", null);
            assertThat(vault.get("INVENTORY_SHA256")).matches("[0-9a-f]{64}");
            assertThat(run.rows()).singleElement().satisfies(row -> assertThat(row)
                    .containsEntry("ARCHIVE_ID", id)
                    .containsEntry("NAME", id)
                    .containsEntry("DESCRIPTION", "one")
                    .containsEntry("SIZE_BYTES", "3")
                    .containsEntry("TREE_HASH", run.glacier.simulator.treeHash(id))
                    .containsEntry("STATE", "LISTED"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aRecentInventoryIsNotLoadedAgainAfterARestart(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.archive("one");
            run.start("");
            run.loaded(1);
            run.stop();
            run.glacier.simulator.clearRequests();
            run.start("");
            await().atMost(SOON).until(() -> !run.glacier
                    .simulator
                    .requests(Operation.DESCRIBE_VAULT)
                    .isEmpty());
            run.stop();
            assertThat(run.glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
            assertThat(run.initiated()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void newArchivesAreAddedWhenTheInventoryIsOld(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            String one = run.archive("one");
            run.start("");
            run.loaded(1);
            run.update("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'DELIVERED', NAME = 'mine'");
            run.glacier.simulator.clock().advance(Duration.ofDays(8));
            String two = run.archive("two");
            run.loaded(2);
            assertThat(run.states()).isEqualTo(Map.of(one, "DELIVERED", two, "LISTED"));
            assertThat(run.rows()).extracting(row -> row.get("NAME")).containsExactlyInAnyOrder("mine", two);
            assertThat(run.initiated()).isEqualTo(2);
        }
    }
}
