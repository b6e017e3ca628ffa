package io.github.glacierjob.egress.stock;

import static io.github.glacierjob.egress.stock.Inventories.ofIds;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests where the inventory of a vault is read from, and that it is paid for once. */
class InventoryJobsTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    private static StockRun slow(Database.Kind kind) throws Exception {
        return new StockRun(kind, GlacierSimulator.builder().inventoryJobDuration(FOUR_HOURS));
    }

    private static StockRun quick() throws Exception {
        return new StockRun(Database.Kind.H2);
    }

    /** Waits until the inventory job is ordered and was described. */
    private static void awaitLook(StockRun run) {
        await().atMost(SOON)
                .until(() -> !run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE WANTED_LOOK_AT IS NOT NULL"
                                + " AND WANTED_JOB_ID IS NOT NULL AND LOADER IS NULL")
                        .isEmpty());
    }

    @Test
    void theNewestSucceededJobOfTheWholeVaultIsTaken() throws Exception {
        try (StockRun run = quick()) {
            run.glacier.simulator.addInventoryJob("photos", "JSON", Content.of(ofIds(run.arn(), now(run), "older")));
            run.glacier.simulator.clock().advance(Duration.ofHours(1));
            String newest =
                    run.glacier.simulator.addInventoryJob("photos", "CSV", Content.of(Inventories.csv("newest")));
            run.glacier.simulator.clock().advance(Duration.ofHours(1));
            run.archive("one");
            run.glacier.request(
                    run.glacier.uri("operation=initiateJob&jobType=inventory-retrieval&inventoryLimit=1"),
                    exchange -> {});
            run.glacier.simulator.clearRequests();
            run.start("");
            Map<String, String> vault = run.loaded(1);
            run.stop();
            assertThat(vault).containsEntry("INVENTORY_JOB_ID", newest).doesNotContainEntry("INVENTORY_DATE", null);
            assertThat(run.states()).isEqualTo(Map.of("newest", "LISTED"));
            assertThat(run.initiated()).isZero();
            assertThat(run.glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
        }
    }

    private static String now(StockRun run) {
        return run.glacier.simulator.clock().instant().toString();
    }

    @Test
    void aJobInProgressIsAwaited() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            String job = run.glacier.simulator.addInventoryJob("photos", "JSON");
            run.start("");
            awaitLook(run);
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            assertThat(run.loaded(1)).containsEntry("INVENTORY_JOB_ID", job);
            assertThat(run.initiated()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void twoNodesAndARestartOrderOneInventory(Database.Kind kind) throws Exception {
        try (StockRun run = slow(kind)) {
            run.archive("one");
            run.start("");
            run.start("");
            awaitLook(run);
            run.stop();
            run.start("");
            run.start("");
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            run.loaded(1);
            run.stop();
            assertThat(run.initiated()).isEqualTo(1);
            assertThat(run.loaded(1)).containsEntry("LOADS", "1").containsEntry("ARCHIVES", "1");
        }
    }

    @Test
    void anAwaitedJobIsDescribedRarely() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            run.start("");
            awaitLook(run);
            Duration step = Duration.ofSeconds(30);
            for (Duration passed = step; passed.compareTo(Duration.ofHours(1)) <= 0; passed = passed.plus(step)) {
                run.glacier.simulator.clock().advance(step);
                await().atMost(SOON).until(() -> Boolean.FALSE.equals(isDue(run)));
            }
            run.stop();
            assertThat(run.glacier.simulator.requests(Operation.DESCRIBE_JOB)).hasSizeBetween(2, 30);
            assertThat(run.glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
        }
    }

    private static boolean isDue(StockRun run) throws Exception {
        return run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE LOADER IS NULL AND WANTED_LOOK_AT > TIMESTAMP WITH"
                        + " TIME ZONE '" + now(run).replace('T', ' ') + "'")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aLostAnswerPaysOnce(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.archive("one");
            run.glacier.simulator.inject(
                    Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
            run.start("");
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "1");
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aLostAnswerThatIsStillOpenIsSettledAfterARestart(Database.Kind kind) throws Exception {
        try (StockRun run = slow(kind)) {
            run.archive("one");
            run.glacier.simulator.inject(
                    Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
            run.glacier.simulator.inject(
                    Fault.accessDenied().on(Operation.LIST_JOBS).after(1).times(1));
            run.start("");
            await().atMost(SOON).until(() -> !run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE WANTED_AT IS NOT NULL"
                            + " AND WANTED_JOB_ID IS NULL AND LOADER IS NULL")
                    .isEmpty());
            run.stop();
            run.glacier.simulator.clearFaults();
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            run.start("");
            awaitLook(run);
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            run.loaded(1);
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    @Test
    void aVaultWithoutAnInventoryGivesOneWarning() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (StockRun run = quick()) {
            run.glacier.simulator.createVault("films", false);
            String films = run.glacier.simulator.vaultArn("films");
            run.start("films", "");
            for (int asked = 1; asked <= 3; asked++) {
                int expected = asked;
                await().atMost(SOON).until(() -> run.initiated() == expected && !isDue(run));
                run.glacier.simulator.clock().advance(Duration.ofMinutes(11));
            }
            run.glacier.simulator.addArchive("films", Content.of("one"), "one");
            assertThat(run.loaded(films, 1)).containsEntry("ARCHIVES", "1");
            assertThat(run.reports).isEmpty();
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("expected an inventory, the service has none yet");
    }

    @Test
    void aFailedInventoryJobIsReplacedByAnother() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            run.start("");
            awaitLook(run);
            run.glacier.simulator.failJob(
                    run.glacier.simulator.jobs("photos").get(0).id(), "no luck");
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            await().atMost(SOON).until(() -> !run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE WANTED_JOB_ID IS NULL"
                            + " AND WANTED_LOOK_AT IS NOT NULL AND LOADER IS NULL")
                    .isEmpty());
            run.glacier.simulator.clock().advance(Duration.ofMinutes(11));
            await().atMost(SOON).until(() -> run.initiated() == 2);
            awaitLook(run);
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "1");
        }
    }

    @Test
    void anInventoryWhoseOutputIsGoneIsReplacedByANewOne() throws Exception {
        try (StockRun run = quick()) {
            run.archive("one");
            String gone = run.glacier.simulator.addInventoryJob("photos", "JSON");
            run.glacier.simulator.inject(
                    Fault.expired().on(Operation.GET_JOB_OUTPUT).job(gone).always());
            run.start("");
            awaitDoubt(run);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "1").doesNotContainEntry("INVENTORY_JOB_ID", gone);
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    /** Waits until the loader has postponed its next step. */
    private static void awaitDoubt(StockRun run) {
        await().atMost(SOON).until(() -> !isDue(run));
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aJobThatIsNotVisibleYetIsNotOrderedAgain(Database.Kind kind) throws Exception {
        try (StockRun run = new StockRun(kind)) {
            run.archive("one");
            run.glacier.simulator.inject(
                    Fault.notFoundYet().on(Operation.DESCRIBE_JOB).times(1));
            run.start("");
            awaitDoubt(run);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "1");
            run.stop();
            assertThat(run.initiated()).isEqualTo(1);
            assertThat(run.glacier.simulator.requests(Operation.DESCRIBE_JOB)).hasSize(2);
        }
    }

    @Test
    void aJobThatIsSometimesUnknownIsNotOrderedAgain() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            run.glacier.simulator.inject(
                    Fault.notFoundYet().on(Operation.DESCRIBE_JOB).every(2));
            run.start("");
            for (Duration passed = Duration.ZERO;
                    passed.compareTo(FOUR_HOURS) < 0;
                    passed = passed.plus(Duration.ofMinutes(10))) {
                awaitDoubt(run);
                run.glacier.simulator.clock().advance(Duration.ofMinutes(10));
            }
            awaitDoubtOrLoad(run);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(10));
            run.loaded(1);
            run.stop();
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    private static void awaitDoubtOrLoad(StockRun run) {
        await().atMost(SOON)
                .until(() -> !isDue(run)
                        || !run.query("SELECT * FROM GLACIER_EGRESS_VAULT WHERE LOAD_NO > 0")
                                .isEmpty());
    }

    @Test
    void aJobThatTheServiceDoesNotKnowTwiceIsReplacedByAnother() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            run.start("");
            awaitLook(run);
            String forgotten = run.glacier.simulator.jobs("photos").get(0).id();
            run.glacier.simulator.forgetJob(forgotten);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            awaitDoubt(run);
            assertThat(run.initiated()).isEqualTo(1);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            await().atMost(SOON).until(() -> run.initiated() == 2);
            awaitLook(run);
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            assertThat(run.loaded(1)).doesNotContainEntry("INVENTORY_JOB_ID", forgotten);
        }
    }

    @Test
    void anOutputThatIsNotVisibleYetIsReadAgainAndNoOtherJobIsOrdered() throws Exception {
        try (StockRun run = quick()) {
            run.archive("one");
            run.glacier.simulator.inject(
                    Fault.notFoundYet().on(Operation.GET_JOB_OUTPUT).times(1));
            run.start("");
            awaitDoubt(run);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            assertThat(run.loaded(1)).containsEntry("ARCHIVES", "1");
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    /** The document has two ranges, and the second one is missing: bytes arrive between the answers 404. */
    @Test
    void anOutputWithAMissingRangeIsNotOrderedAgainIfItsStartIsServed() throws Exception {
        try (StockRun run = quick()) {
            for (int i = 0; i < 1100; i++) {
                run.archive(i + "x".repeat(1000));
            }
            run.glacier.simulator.inject(Fault.notFoundYet()
                    .on(Operation.GET_JOB_OUTPUT)
                    .rangeStart(1 << 20)
                    .always());
            run.start("");
            for (int failed = 1; failed <= 4; failed++) {
                awaitDoubt(run);
                run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            }
            run.glacier.simulator.clearFaults();
            awaitDoubtOrLoad(run);
            run.glacier.simulator.clock().advance(Duration.ofMinutes(1));
            run.loaded(1);
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    @Test
    void aPageOfAGatewayDoesNotCountAsAMissingInventoryJob() throws Exception {
        try (StockRun run = slow(Database.Kind.H2)) {
            run.archive("one");
            run.start("");
            awaitLook(run);
            run.glacier.simulator.inject(Fault.rawAnswer(404, "text/html", "<html><h1>Not Found</h1></html>")
                    .on(Operation.DESCRIBE_JOB)
                    .times(2));
            for (int failed = 1; failed <= 2; failed++) {
                int expected = failed;
                run.glacier.simulator.clock().advance(Duration.ofMinutes(10));
                await().atMost(SOON).until(() -> run.reports.size() >= expected);
            }
            run.glacier.simulator.clock().advance(FOUR_HOURS);
            run.loaded(1);
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    @Test
    void anUnchangedVaultOrdersNoInventoryBeforeInventoryMaxAge() throws Exception {
        try (StockRun run = quick()) {
            run.glacier.simulator.addInventoryJob(
                    "photos", "JSON", Content.of(ofIds(run.arn(), "2020-01-01T00:00:00Z", "a")));
            run.start("");
            run.loaded(1);
            run.glacier.simulator.clock().advance(Duration.ofDays(6));
            awaitPolls(run);
            assertThat(run.initiated()).isZero();
            run.glacier.simulator.clock().advance(Duration.ofDays(2));
            run.loaded(2);
            assertThat(run.initiated()).isEqualTo(1);
        }
    }

    /**
     * Each poll reads the loader's row. So a node that starts has polled when it has requested the description of the
     * vault.
     */
    private static void awaitPolls(StockRun run) throws Exception {
        run.glacier.simulator.clearRequests();
        run.start("");
        await().atMost(SOON).until(() -> !run.glacier
                .simulator
                .requests(Operation.DESCRIBE_VAULT)
                .isEmpty());
    }

    @Test
    void anInventoryJobThatMayNotBeInitiatedIsReported() throws Exception {
        try (StockRun run = quick()) {
            run.glacier.simulator.inject(
                    Fault.accessDenied().on(Operation.INITIATE_JOB).always());
            run.start("");
            await().atMost(SOON).until(() -> !run.reports.isEmpty());
            assertThat(run.reports.get(0)).hasMessageContaining("is not authorized");
        }
    }
}
