package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.egress.budget.OrderGate;
import io.github.glacierjob.internal.egress.budget.Pacing;
import io.github.glacierjob.internal.egress.budget.TooLarge;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the limits of a budget in a vault: the counted amounts, their windows, and the reports to users. */
class BudgetTest {

    /** One request and the bytes of a Bulk job are 0.000025 USD. */
    private static final String COST_OF_THREE = "0.00008";

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
    void theNextArchivesAreOrderedWhenTheFirstOnesAreOlderThanAnHour() {
        OrderedVault.Node node = vault.node("bytesPerHour=500");
        List<String> archives = node.list(12, 100);

        node.poll();
        vault.clock.advance(Duration.ofMinutes(59));
        node.poll();
        assertThat(vault.requested()).containsExactlyInAnyOrderElementsOf(archives.subList(0, 5));
        assertThat(node.ordering.heldBack().map(OrderGate.Held::cause)).hasValueSatisfying(cause -> assertThat(cause)
                .startsWith("orders are held back until ")
                .contains("bytesPerHour=500 leaves no room for the next archive"));

        vault.clock.advance(Duration.ofMinutes(1));
        node.poll();
        assertThat(vault.requested()).containsExactlyInAnyOrderElementsOf(archives.subList(0, 10));
    }

    @Test
    void whileTheBudgetIsUsedUpNoPollReadsArchives() {
        OrderedVault.Node node = vault.node("bytesPerHour=500");
        node.list(12, 100);
        node.poll();
        node.poll();

        assertThat(node.vaultText("ORDER_AT")).isNotNull();
        assertThat(Duration.between(vault.clock.instant(), orderAt(node))).isEqualTo(Duration.ofHours(1));
    }

    private static Instant orderAt(OrderedVault.Node node) {
        return node.sql()
                .query("SELECT ORDER_AT FROM {VAULT}", row -> row.getObject("ORDER_AT", java.time.OffsetDateTime.class)
                        .toInstant())
                .get(0);
    }

    @Test
    void aChangedLimitIsUsedAtOnce() {
        OrderedVault.Node node = vault.node("bytesPerDay=500");
        node.list(12, 100);
        node.poll();
        node.poll();
        assertThat(vault.requested()).hasSize(5);

        OrderedVault.Node raised = vault.node("bytesPerDay=800");
        raised.poll();

        assertThat(vault.requested()).hasSize(8);
    }

    @Test
    void ordersWithoutAClearAnswerCountUntilTheyAreSettled() {
        OrderedVault.Node node = vault.node("bytesPerHour=300&retryDelay=1&maxRetryDelay=1");
        List<String> archives = node.list(6, 100);
        node.poll(0);
        vault.glacier.simulator.inject(
                Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB).times(3));
        node.ordering.orderNow();
        for (int i = 0; i < 4; i++) {
            vault.clock.advance(Duration.ofHours(2));
            node.ordering.orderNow();
        }
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(3);

        for (int i = 0; i < 3; i++) {
            vault.clock.advance(Duration.ofMinutes(6));
            node.ordering.lookNow();
        }
        vault.clock.advance(Duration.ofMinutes(15));
        node.ordering.orderNow();

        assertThat(vault.requested().subList(3, 6)).containsExactlyInAnyOrderElementsOf(archives.subList(0, 3));
    }

    @Test
    void anOrderThatWasCertainlyNotExecutedDoesNotCount() {
        OrderedVault.Node node = vault.node("bytesPerHour=300&retryDelay=1&maxRetryDelay=1");
        node.list(6, 100);
        node.poll(0);
        vault.glacier.simulator.inject(
                Fault.throttling().on(Operation.INITIATE_JOB).times(3));

        for (int i = 0; i < 30 && vault.glacier.simulator.jobs("photos").size() < 3; i++) {
            node.poll();
            vault.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(vault.glacier.simulator.jobs("photos")).hasSize(3);
    }

    @Test
    void aRestoredLedgerCountsTheJobsThatItFinds() {
        OrderedVault.Node node = vault.node("bytesPerDay=300");
        node.list(6, 100);
        node.poll();
        assertThat(vault.requested()).hasSize(3);
        node.sql().update("DELETE FROM {ORDERS}");
        node.sql().update("DELETE FROM {SPENT}");
        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'LISTED', JOB_ID = NULL, ORDERS = 0, LOOK_AT = NULL");
        node.sql().update("UPDATE {VAULT} SET ORDER_AT = NULL");
        node.close();

        OrderedVault.Node restored = vault.node("bytesPerDay=300");
        restored.poll();

        assertThat(vault.requested()).hasSize(3);
        assertThat(restored.count("STATE = 'ORDERED'")).isEqualTo(3);
    }

    @Test
    void theCostOfADayIsALimit() {
        OrderedVault.Node node = vault.node("costPerDay=" + COST_OF_THREE);
        node.list(7, 100);

        node.poll();
        delivered(node);
        vault.clock.advance(Duration.ofHours(23));
        node.poll();
        assertThat(vault.requested()).hasSize(3);
        vault.clock.advance(Duration.ofHours(1));
        node.poll();

        assertThat(vault.requested()).hasSize(6);
    }

    private static void delivered(OrderedVault.Node node) {
        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'DELIVERED' WHERE STATE = 'ORDERED'");
    }

    @Test
    void atTheMaximumCostOrdersStopWithAReasonAndContinueWhenItIsRaised() {
        OrderedVault.Node node = vault.node("maxCost=" + COST_OF_THREE);
        node.list(5, 100);
        for (int day = 0; day < 3; day++) {
            node.poll();
            delivered(node);
            vault.clock.advance(Duration.ofDays(1));
        }
        node.poll();
        assertThat(vault.requested()).hasSize(3);
        assertThat(node.ordering.heldBack().map(OrderGate.Held::cause))
                .contains(
                        "orders are held back: maxCost=0.00008 is reached; archives that are already ordered are still"
                                + " delivered;"
                                + " to order more, raise the limit");

        OrderedVault.Node raised = vault.node("maxCost=1");
        raised.poll();

        assertThat(vault.requested()).hasSize(5);
        assertThat(raised.ordering.heldBack()).isEmpty();
    }

    @Test
    void aLimitInMoneyNeedsPrices() {
        assertThatThrownBy(() -> vault.node(
                        "maxCost=5&tierFallback=Standard&prices=classpath:io/github/glacierjob/prices-of-bulk.csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxCost: needs the prices of retrieval and request of tier Standard")
                .hasMessageContaining("set option prices");
    }

    @Test
    void anArchiveThatIsLargerThanALimitIsAnErrorAtTheStartThatNamesIt() {
        OrderedVault.Node node = vault.node("");
        node.list(2, 100);
        String large = node.list(1, 501).get(0);

        OrderedVault.Node limited = vault.node("bytesPerHour=1000&bytesPerDay=500");

        assertThatThrownBy(() -> new TooLarge(limited.vault).compare(row -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archive " + large + ": it is larger than bytesPerDay=500: 501 bytes")
                .hasMessageContaining("raise the limit, or exclude the archive with the option filter");
    }

    @Test
    void anArchiveThatIsLargerThanTheCostOfADayIsAnErrorToo() {
        OrderedVault.Node node = vault.node("");
        node.list(1, 100);

        OrderedVault.Node limited = vault.node("costPerDay=0.00002");

        assertThatThrownBy(() -> new TooLarge(limited.vault).compare(row -> true))
                .hasMessageContaining("it is larger than costPerDay=0.00002: 0.0000250");
    }

    @Test
    void aTooLargeArchiveOfALaterInventoryIsSkippedAndListedAgainWithLargerLimits() {
        OrderedVault.Node node = vault.node("bytesPerHour=500");
        String large = node.list(1, 501).get(0);
        String small = node.list(1, 100).get(0);

        node.poll();
        assertThat(node.state(large)).isEqualTo("SKIPPED");
        assertThat(node.text("CAUSE", large)).isEqualTo("larger than bytesPerHour=500: 501 bytes");
        assertThat(vault.requested()).containsExactly(small);
        new TooLarge(node.vault).compare(row -> true);
        assertThat(node.state(large)).isEqualTo("SKIPPED");

        OrderedVault.Node raised = vault.node("bytesPerHour=1000");
        new TooLarge(raised.vault).compare(row -> true);
        raised.poll();

        assertThat(raised.state(large)).isEqualTo("ORDERED");
    }

    @Test
    void anArchiveOfUnknownSizeIsOrderedAloneInItsHour() {
        OrderedVault.Node node = vault.node("bytesPerHour=500");
        List<String> archives = node.list(3, 100);
        node.sql().update("UPDATE {ARCHIVE} SET SIZE_BYTES = NULL WHERE ARCHIVE_ID = ?", archives.get(1));

        node.poll();
        assertThat(vault.requested()).containsExactly(archives.get(0));
        vault.clock.advance(Duration.ofHours(1));
        node.poll();
        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(0, 2));
        vault.clock.advance(Duration.ofHours(1));
        node.poll();
        assertThat(vault.requested()).containsExactlyElementsOf(archives);
    }

    /** By the shipped prices, ordering an archive whose output still exists is free; its bytes still count. */
    @Test
    void extensionsCountInBytesAndInMoney() {
        OrderedVault.Node node = vault.node("bytesPerHour=200&maxCost=0.000051");
        List<String> archives = node.list(2, 100);
        node.poll();
        assertThat(vault.requested()).hasSize(2);
        vault.clock.advance(Duration.ofHours(8));
        node.poll();
        vault.clock.advance(Duration.ofHours(12));
        String late = node.list(1, 100).get(0);

        node.poll();
        assertThat(vault.requested().subList(2, 4)).containsExactlyInAnyOrderElementsOf(archives);
        vault.clock.advance(Duration.ofHours(1));
        node.poll();

        assertThat(vault.requested()).hasSize(4).doesNotContain(late);
        assertThat(node.ordering.heldBack().map(OrderGate.Held::cause))
                .hasValueSatisfying(cause -> assertThat(cause).contains("maxCost=0.000051 is reached"));
    }

    @Test
    void anHourOfThrottlingSlowsOrdersAndTheyRecoverWithinFiveMinutes() {
        OrderedVault.Node node = vault.node("ordersPerSecond=0.1&jobsInFlight=1000000");
        node.deliversFast();
        node.list(600, 100);
        assertThat(orderedIn(node, Duration.ofMinutes(5))).isEqualTo(30);

        InjectedFault storm = vault.glacier.simulator.inject(
                Fault.throttling().on(Operation.INITIATE_JOB).probability(0.7, 3));
        long inTheStorm = orderedIn(node, Duration.ofHours(1));
        storm.withdraw();
        orderedIn(node, Duration.ofMinutes(5));

        assertThat(storm.happened()).isLessThan(300);
        assertThat(inTheStorm).isGreaterThan(20);
        assertThat(orderedIn(node, Duration.ofMinutes(10))).isGreaterThanOrEqualTo(57);
        long jobs = vault.glacier.simulator.jobs("photos").size();
        assertThat(node.count("STATE = 'ORDERED' AND ORDERS = 1")).isEqualTo(jobs);
        assertThat(node.count("STATE = 'LISTED' AND ORDER_ID IS NULL")).isEqualTo(600 - jobs);
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(jobs + storm.happened());
    }

    private long orderedIn(OrderedVault.Node node, Duration time) {
        int before = vault.glacier.simulator.jobs("photos").size();
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(10)) {
            node.poll();
            vault.clock.advance(Duration.ofSeconds(10));
        }
        return vault.glacier.simulator.jobs("photos").size() - before;
    }

    @Test
    void ordersPerSecondHoldsBetweenPollsAndNoThreadWaitsLonger() {
        OrderedVault.Node node = vault.node("ordersPerSecond=3");
        node.list(10, 100);
        node.poll();
        assertThat(vault.requested()).hasSize(3);
        assertThat(Pacing.of(node.vault).budget().untilRoom()).isEmpty();

        vault.clock.advance(Duration.ofSeconds(1));
        node.poll();
        assertThat(vault.requested()).hasSize(6);
        assertThat(node.ordering.heldBack()).isEmpty();
    }
}
