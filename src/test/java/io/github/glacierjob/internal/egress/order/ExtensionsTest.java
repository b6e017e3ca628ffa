package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outputs that would expire before their delivery are ordered again before they expire. */
class ExtensionsTest {

    private static final long GIB = 1L << 30;
    private static final Duration BULK = Duration.ofHours(13);

    private OrderedVault vault;
    private OrderedVault.Node node;
    private final AtomicBoolean up = new AtomicBoolean(true);

    @BeforeEach
    void begin() throws Exception {
        vault = new OrderedVault(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(8)));
    }

    @AfterEach
    void end() throws Exception {
        vault.close();
    }

    /** Twenty outputs of 1 GiB, in the order of delivery, that expire in 24 hours. */
    private List<String> twentyReady(String options) {
        node = vault.node("maxConnections=2" + (options.isEmpty() ? "" : "&" + options), up::get);
        List<String> archives = node.list(20, 100);
        node.poll();
        vault.clock.advance(Duration.ofHours(8));
        node.poll();
        assertThat(node.count("STATE = 'READY'")).isEqualTo(20);
        for (int i = 0; i < archives.size(); i++) {
            node.sql()
                    .update(
                            "UPDATE {ARCHIVE} SET SIZE_BYTES = ?, READY_AT = ? WHERE ARCHIVE_ID = ?",
                            GIB,
                            vault.clock.instant().minusSeconds(100 - i),
                            archives.get(i));
        }
        vault.glacier.simulator.clearRequests();
        return archives;
    }

    /** One GiB was delivered in the last hour. */
    private void deliverOneGibibyteAnHour() {
        for (int minute = 1; minute < 60; minute++) {
            node.delivered(vault.clock.instant().minus(Duration.ofMinutes(minute)), 1, GIB / 60 + 1);
        }
    }

    @Test
    void onlyOutputsThatCannotBeFinishedAreExtendedBeforeTheyExpire() {
        List<String> archives = twentyReady("");
        Instant expires = vault.clock.instant().plus(Duration.ofHours(24));
        vault.clock.advance(Duration.ofHours(24).minus(BULK).minusMinutes(1));
        deliverOneGibibyteAnHour();
        node.poll();
        assertThat(vault.requested()).isEmpty();

        vault.clock.advance(Duration.ofMinutes(2));
        deliverOneGibibyteAnHour();
        node.poll();

        assertThat(vault.clock.instant()).isBefore(expires);
        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(12, 20));
        assertThat(node.count("STATE = 'READY' AND NEXT_JOB_ID IS NOT NULL AND NEXT_JOB_ID <> JOB_ID"
                        + " AND EXTENSIONS = 1 AND ORDERS = 2 AND ORDER_ID IS NULL"))
                .isEqualTo(8);
        assertThat(node.sql()
                        .query(
                                "SELECT COUNT(*) AS N FROM {ORDERS} WHERE EXTENSION AND STATE = 'PLACED'",
                                row -> row.getLong("N")))
                .containsExactly(8L);

        vault.clock.advance(Duration.ofMinutes(2));
        node.poll();
        assertThat(vault.requested()).hasSize(8);
    }

    @Test
    void anExtensionThatCostsNothingIsOrderedAlthoughMaxCostIsLessThanWhatIsSpent() {
        List<String> archives = twentyReady("maxCost=100");
        node.close();
        node = vault.node("maxConnections=2&maxCost=0.00001", up::get);
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();
        String listed = node.list(1, 100).get(0);

        node.poll();
        node.poll();

        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(12, 20));
        assertThat(node.state(listed)).isEqualTo("LISTED");
    }

    @Test
    void fetchedBytesDoNotCountForAnExtension() {
        twentyReady("");
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();
        node.sql().update("UPDATE {ARCHIVE} SET FETCHED_BYTES = ?, NODE = 'n'", GIB * 6 / 10);

        node.poll();

        assertThat(vault.requested()).isEmpty();
    }

    @Test
    void anOutputThatIsBeingDeliveredIsExtendedToo() {
        List<String> archives = twentyReady("");
        node.sql().update("UPDATE {ARCHIVE} SET SIZE_BYTES = 1");
        node.sql()
                .update(
                        "UPDATE {ARCHIVE} SET SIZE_BYTES = ?, FETCHED_BYTES = ?, NODE = 'n' WHERE ARCHIVE_ID = ?",
                        50 * GIB,
                        30 * GIB,
                        archives.get(5));
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();

        node.poll();

        assertThat(vault.requested()).contains(archives.get(5));
        assertThat(node.text("NODE", archives.get(5))).isEqualTo("n");
    }

    @Test
    void anOutputIsExtendedAtMostMaxExtensionsTimes() {
        List<String> archives = twentyReady("maxExtensions=1");
        node.sql().update("UPDATE {ARCHIVE} SET EXTENSIONS = 1 WHERE ARCHIVE_ID <> ?", archives.get(19));
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();

        node.poll();

        assertThat(vault.requested()).containsExactly(archives.get(19));
        assertThat(node.count("STATE = 'READY'")).isEqualTo(20);
    }

    @Test
    void whileTheDestinationIsDownNothingIsExtended() {
        twentyReady("");
        up.set(false);
        vault.clock.advance(Duration.ofHours(20));

        node.poll();

        assertThat(vault.requested()).isEmpty();
    }

    @Test
    void anOutputThatNobodyDeliversIsExtended() {
        twentyReady("extendBefore=18000000");
        vault.clock.advance(Duration.ofHours(18));
        node.poll();
        assertThat(vault.requested()).isEmpty();
        vault.clock.advance(Duration.ofHours(1).plusMinutes(1));

        node.poll();

        assertThat(vault.requested()).hasSize(20);
    }

    @Test
    void aLostAnswerToAnExtensionIsSettledByTheList() {
        List<String> archives = twentyReady("");
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();
        vault.glacier.simulator.inject(Fault.answerLost().times(1));
        node.poll();
        String archive = archives.get(12);
        assertThat(node.text("NEXT_JOB_ID", archive)).isNull();

        vault.clock.advance(Duration.ofSeconds(11));
        node.poll();

        assertThat(node.state(archive)).isEqualTo("READY");
        assertThat(node.text("NEXT_JOB_ID", archive)).isNotNull().isNotEqualTo(node.text("JOB_ID", archive));
        assertThat(node.text("EXTENSIONS", archive)).isEqualTo("1");
        assertThat(vault.count(Operation.INITIATE_JOB)).isEqualTo(8);
    }

    @Test
    void theNotificationOfAnExtensionChangesNothingWhileTheOldOutputIsInUse() {
        List<String> archives = twentyReady("");
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();
        node.poll();
        String archive = archives.get(15);
        String next = node.text("NEXT_JOB_ID", archive);
        vault.glacier.simulator.completeJob(next);

        assertThat(node.sightings.noticed(
                        node.vault.vault().jobs().describe(node.vault.options().vault(), next)))
                .isTrue();

        assertThat(node.state(archive)).isEqualTo("READY");
        assertThat(node.text("NEXT_JOB_ID", archive)).isEqualTo(next);
    }

    @Test
    void aDeletedArchiveKeepsItsOutputAndIsExtendedNoMore() {
        List<String> archives = twentyReady("");
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();
        vault.glacier.simulator.inject(
                Fault.answer(404, "ResourceNotFoundException", "The archive ID was not found: " + archives.get(12))
                        .on(Operation.INITIATE_JOB)
                        .times(1));

        for (int i = 0; i < 5; i++) {
            node.poll();
            vault.clock.advance(Duration.ofMinutes(2));
        }

        assertThat(node.state(archives.get(12))).isEqualTo("READY");
        assertThat(vault.requested()).filteredOn(archives.get(12)::equals).hasSize(1);
    }

    @Test
    void waitingExtensionsHavePriorityOverNewArchives() {
        List<String> archives = twentyReady("");
        node = vault.node("maxConnections=2&ordersPerSecond=1", up::get);
        List<String> listed = node.list(20, 100);
        vault.clock.advance(Duration.ofHours(24).minus(BULK).plusMinutes(1));
        deliverOneGibibyteAnHour();

        for (int second = 0; second < 12; second++) {
            node.poll();
            vault.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(vault.requested().subList(0, 8)).containsExactlyElementsOf(archives.subList(12, 20));
        assertThat(vault.requested().subList(8, 12)).containsExactlyElementsOf(listed.subList(0, 4));
    }
}
