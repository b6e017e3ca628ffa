package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the effect of the service's refusals on the row of an archive and on the pace of all nodes. */
class OrderFaultsTest {

    private OrderedVault vault;

    @BeforeEach
    void begin() throws Exception {
        vault = new OrderedVault(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(8)));
    }

    @AfterEach
    void end() throws Exception {
        vault.close();
    }

    @Test
    void throttlingSlowsAllNodesAndOrdersNothingTwice() {
        OrderedVault.Node node = vault.node("retryDelay=1000&maxRetryDelay=60000");
        OrderedVault.Node other = vault.node("retryDelay=1000&maxRetryDelay=60001");
        node.list(100, 100);
        other.poll(0);
        InjectedFault storm = vault.glacier.simulator.inject(
                Fault.throttling().on(Operation.INITIATE_JOB).times(60));

        node.poll();
        long first = vault.count(Operation.INITIATE_JOB);
        other.poll();
        node.poll();

        assertThat(first).isBetween(1L, 16L);
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(first);
        assertThat(node.vaultText("ORDER_CAUSE"))
                .contains("the service throttles requests")
                .contains("Rate exceeded");
        assertThat(node.count("STATE = 'LISTED' AND ORDER_ID IS NULL AND FAILURES = 0"))
                .isEqualTo(100);

        pollUntilAllAreOrdered(node, other);
        assertThat(storm.happened()).isEqualTo(60);
        assertThat(node.count("STATE = 'ORDERED' AND ORDERS = 1")).isEqualTo(100);
        assertThat(vault.glacier.simulator.jobs("photos")).hasSize(100);
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(160);
        assertThat(node.vaultText("ORDER_CAUSE")).isNull();
    }

    private void pollUntilAllAreOrdered(OrderedVault.Node node, OrderedVault.Node other) {
        for (int i = 0; i < 100 && node.count("STATE = 'ORDERED'") < 100; i++) {
            vault.clock.advance(Duration.ofMinutes(1));
            node.poll();
            other.poll();
        }
    }

    @Test
    void theRetrievalPolicyPostponesOrdersAndFailsNoArchive() {
        OrderedVault.Node node = vault.node("tier=Standard");
        node.list(20, 100);
        InjectedFault policy =
                vault.glacier.simulator.inject(Fault.policyEnforced().always());

        node.poll();
        long asked = policy.happened();
        vault.clock.advance(Duration.ofMinutes(14));
        node.poll();

        assertThat(policy.happened()).isEqualTo(asked).isLessThan(20);
        assertThat(node.vaultText("ORDER_CAUSE")).contains("retrieval policy").contains("denied by current data");
        assertThat(node.count("STATE = 'LISTED' AND ORDERS = 0 AND CAUSE IS NULL AND FAILURES = 0"))
                .isEqualTo(20);

        policy.withdraw();
        vault.clock.advance(Duration.ofMinutes(2));
        node.poll();
        assertThat(node.count("STATE = 'ORDERED' AND ORDERS = 1")).isEqualTo(20);
    }

    @Test
    void withoutCapacityTheNextTierIsTaken() {
        OrderedVault.Node node = vault.node("tier=Expedited&tierFallback=Standard,Bulk");
        String archive = node.list(1, 100).get(0);
        vault.glacier.simulator.inject(Fault.insufficientCapacity().times(2));

        node.poll();

        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("TIER", archive)).isEqualTo("Bulk");
        assertThat(node.text("ORDERS", archive)).isEqualTo("1");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(3);
    }

    @Test
    void withoutCapacityAndWithoutAnotherTierTheArchiveWaits() {
        OrderedVault.Node node = vault.node("tier=Expedited");
        String archive = node.list(1, 100).get(0);
        InjectedFault full =
                vault.glacier.simulator.inject(Fault.insufficientCapacity().always());

        node.poll();
        node.poll();

        assertThat(full.happened()).isEqualTo(1);
        assertThat(node.state(archive)).isEqualTo("LISTED");
        assertThat(node.text("CAUSE", archive)).startsWith("no capacity for the tier");
        full.withdraw();
        vault.clock.advance(Duration.ofMinutes(11));
        node.poll();
        assertThat(node.state(archive)).isEqualTo("ORDERED");
        assertThat(node.text("CAUSE", archive)).isNull();
    }

    @Test
    void anArchiveThatTheServiceDoesNotKnowTwiceHasFailed() {
        OrderedVault.Node node = vault.node("");
        Instant created = vault.clock.instant().minus(Duration.ofDays(400));
        node.list("deleted", 100, created);
        List<String> others = node.list(3, 100);

        node.poll();
        assertThat(node.state("deleted")).isEqualTo("LISTED");
        vault.clock.advance(Duration.ofSeconds(59));
        node.poll();
        assertThat(node.state("deleted")).isEqualTo("LISTED");
        vault.clock.advance(Duration.ofSeconds(2));
        node.poll();

        assertThat(node.state("deleted")).isEqualTo("FAILED");
        assertThat(node.text("CAUSE", "deleted"))
                .isEqualTo("the vault no longer has the archive: The archive ID was not found: deleted");
        assertThat(node.text("DONE_AT", "deleted")).isNotNull();
        assertThat(others).allSatisfy(archive -> assertThat(node.state(archive)).isEqualTo("ORDERED"));
        assertThat(vault.requested()).filteredOn("deleted"::equals).hasSize(2);
    }

    @Test
    void aRefusalThatIsStoredTwiceCountsOnce() {
        OrderedVault.Node node = vault.node("");
        node.list("deleted", 100, vault.clock.instant());
        OrderSettings settings = OrderSettings.of(node.vault.options());
        OrderBook book = new OrderBook(node.vault, new LookPace(node.vault, settings));
        Order order = new Intents(node.vault, Pacing.of(node.vault)).next(1, 0).get(0);
        Order.Outcome refused = Order.Outcome.of(
                order, Order.Fate.UNKNOWN_ARCHIVE, settings.tiers().get(0), "The archive ID was not found: deleted");

        book.settle(List.of(refused));
        book.settle(List.of(refused));

        assertThat(node.state("deleted")).isEqualTo("LISTED");
    }

    @Test
    void aStopDropsTheOrdersThatWereNotSentYet() throws Exception {
        OrderedVault.Node node = vault.node("maxConnections=2&connectionTimeout=1000&requestTimeout=2000");
        node.list(5, 100);
        node.poll(0);
        vault.glacier.simulator.inject(Fault.stallBeforeAnswer(Duration.ofMinutes(2))
                .on(Operation.INITIATE_JOB)
                .always());
        node.ordering.order();
        await().atMost(Glacier.SOON).until(() -> vault.count(Operation.INITIATE_JOB) == 1);

        node.ordering.stop(Duration.ofMillis(100));

        await().atMost(Glacier.SOON).until(() -> node.sql()
                .query("SELECT STATE FROM {ORDERS}", row -> row.getString("STATE"))
                .equals(List.of("UNCLEAR")));
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(node.count("STATE = 'LISTED' AND ORDER_ID IS NULL")).isEqualTo(4);
    }

    @Test
    void aRefusalOfAllRequestsPausesOrdersAndFailsNoArchive() {
        OrderedVault.Node node = vault.node("");
        node.list(50, 100);
        InjectedFault denied = vault.glacier.simulator.inject(
                Fault.accessDenied().on(Operation.INITIATE_JOB).always());

        for (int i = 0; i < 60; i++) {
            node.poll();
            vault.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(node.count("STATE = 'LISTED' AND ORDERS = 0")).isEqualTo(50);
        assertThat(node.vaultText("ORDER_CAUSE"))
                .contains("the service refuses all orders; no archive becomes FAILED for this reason")
                .contains("User is not authorized");
        assertThat(denied.happened()).isLessThan(120);
        denied.withdraw();
        vault.clock.advance(Duration.ofMinutes(15));
        node.poll();
        assertThat(node.count("STATE = 'ORDERED'")).isEqualTo(50);
    }

    @Test
    void aVaultThatTheServiceDoesNotKnowFailsNoArchive() {
        OrderedVault.Node node = vault.node("");
        node.list(5, 100);
        node.poll(0);
        vault.glacier.simulator.inject(
                Fault.answer(404, "ResourceNotFoundException", "Vault not found for ARN: " + OrderedVault.ARN)
                        .on(Operation.INITIATE_JOB)
                        .always());

        for (int i = 0; i < 10; i++) {
            node.poll();
            vault.clock.advance(Duration.ofMinutes(5));
        }

        assertThat(node.count("STATE = 'LISTED' AND ORDERS = 0")).isEqualTo(5);
        assertThat(node.vaultText("ORDER_CAUSE")).contains("Vault not found");
    }

    @Test
    void aRefusedValueOfOneArchiveFailsItOnlyIfOthersAreAccepted() {
        OrderedVault.Node node = vault.node("");
        String bad = node.list(1, 100).get(0);
        node.poll(0);
        Fault refused = Fault.answer(400, "InvalidParameterValueException", "Invalid archive")
                .on(Operation.INITIATE_JOB);
        vault.glacier.simulator.inject(refused);
        node.poll();
        assertThat(node.text("CAUSE", bad)).contains("Invalid archive");

        vault.glacier.simulator.inject(refused);
        vault.clock.advance(Duration.ofMinutes(11));
        node.poll();
        assertThat(node.state(bad)).isEqualTo("LISTED");

        vault.clock.advance(Duration.ofMinutes(5));
        String good = node.list(1, 100).get(0);
        node.poll();
        assertThat(node.state(good)).isEqualTo("ORDERED");
        vault.glacier.simulator.inject(refused);
        vault.clock.advance(Duration.ofMinutes(6));
        node.poll();

        assertThat(node.state(bad)).isEqualTo("FAILED");
        assertThat(node.text("CAUSE", bad))
                .isEqualTo("the service refused the order of this archive twice, and accepted"
                        + " orders of others: Invalid archive");
    }

    @Test
    void aServiceWithoutClearAnswersReceivesOnlyAFewOrders() {
        OrderedVault.Node node = vault.node("maxConnections=2&retryDelay=60000&maxRetryDelay=60000");
        node.list(50, 100);
        node.poll(0);
        vault.glacier.simulator.inject(
                Fault.emptyServiceUnavailable().on(Operation.INITIATE_JOB).always());

        node.poll();
        node.poll();

        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(5);
        assertThat(node.vaultText("ORDER_CAUSE")).contains("the answers of the service are unclear");
    }

    @Test
    void anOrderThatWasNotSentIsListedAsBefore() {
        OrderedVault.Node node = vault.node("maxConnections=2");
        node.list(10, 100);
        node.poll(0);
        vault.glacier.simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB));

        node.poll();

        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(node.count("STATE = 'LISTED' AND ORDER_ID IS NULL AND TRY_AT IS NULL"))
                .isEqualTo(10);
        assertThat(node.sql().query("SELECT COUNT(*) AS N FROM {ORDERS}", row -> row.getInt("N")))
                .containsExactly(0);
    }
}
