package io.github.glacierjob.egress.stock;

import static io.github.glacierjob.egress.stock.Inventories.ofIds;
import static io.github.glacierjob.egress.stock.Inventories.option;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One node loads at a time, and an incomplete load does no harm. */
class LoaderTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final int ARCHIVES = 6000;

    @TempDir
    private Path directory;

    private String inventory(StockRun run) throws Exception {
        String[] ids = IntStream.range(0, ARCHIVES).mapToObj("a%04d"::formatted).toArray(String[]::new);
        return option(directory.resolve("inventory"), ofIds(run.arn(), "2026-11-02T03:00:00Z", ids));
    }

    /** Starts a node whose filter is called for every archive before it is written. */
    private void start(StockRun run, Predicate<InventoryArchive> filter) throws Exception {
        run.start(inventory(run) + "&filter=#filter", context -> context.getRegistry()
                .bind("filter", filter));
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aLoadThatFailsInTheMiddleOrdersNothingAndBeginsAgain(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            AtomicInteger seen = new AtomicInteger();
            start(run, archive -> {
                if (seen.incrementAndGet() == 5500) {
                    throw new IllegalStateException("killed");
                }
                return true;
            });
            run.awaitReport("expected true or false for archive a5499, got java.lang.IllegalStateException: killed");
            assertThat(run.loaded(1))
                    .containsEntry("LOAD_NO", "2")
                    .containsEntry("ARCHIVES", "" + ARCHIVES)
                    .containsEntry("LOADER", null);
            assertThat(run.rows()).hasSize(ARCHIVES).allSatisfy(row -> assertThat(row)
                    .containsEntry("STATE", "LISTED"));
            assertThat(run.initiated()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aLoaderThatLostTheLoadWritesNothingMore(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            CountDownLatch paused = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicInteger seen = new AtomicInteger();
            start(run, archive -> {
                if (seen.incrementAndGet() == 5500) {
                    paused.countDown();
                    await().atMost(SOON).until(() -> goOn.getCount() == 0);
                }
                return true;
            });
            await().atMost(SOON).until(() -> paused.getCount() == 0);
            run.update("UPDATE GLACIER_EGRESS_VAULT SET LOADER = 'another', LOADER_BEAT_AT = CURRENT_TIMESTAMP");
            goOn.countDown();
            run.awaitReport("another node loads the inventory, because this node stored no heartbeat for a minute");
            assertThat(run.rows()).hasSize(5000);
            assertThat(run.query("SELECT * FROM GLACIER_EGRESS_VAULT"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("LOADER", "another").containsEntry("LOAD_NO", "0"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aLoaderWithoutASignOfLifeForAMinuteIsReplaced(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            AtomicInteger polls = new AtomicInteger();
            run.start(inventory(run));
            run.loaded(1);
            run.stop();
            run.update("UPDATE GLACIER_EGRESS_VAULT SET LOAD_NO = 0, INVENTORY_SHA256 = NULL, LOADER = 'dead',"
                    + " LOADER_BEAT_AT = CURRENT_TIMESTAMP - INTERVAL '50' SECOND");
            start(run, archive -> polls.incrementAndGet() > 0);
            await().atMost(SOON.multipliedBy(2))
                    .until(() -> !run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO > 1")
                            .isEmpty());
            assertThat(run.rows()).hasSize(ARCHIVES);
            assertThat(polls).hasValue(ARCHIVES);
        }
    }
}
