package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No more archives are ordered than can be delivered. */
class PaceTest {

    private static final long GIB = 1L << 30;

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
    void jobsInFlightAreLimited() {
        OrderedVault.Node node = vault.node("jobsInFlight=5");
        List<String> archives = node.list(20, 100);

        node.poll();
        node.poll();
        assertThat(vault.requested()).containsExactlyInAnyOrderElementsOf(archives.subList(0, 5));

        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'READY' WHERE ARCHIVE_ID = ?", archives.get(0));
        node.poll();
        assertThat(vault.requested()).hasSize(5);
        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'DELIVERED' WHERE ARCHIVE_ID = ?", archives.get(0));
        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'FAILED' WHERE ARCHIVE_ID = ?", archives.get(1));
        node.poll();
        assertThat(vault.requested()).containsExactlyInAnyOrderElementsOf(archives.subList(0, 7));
    }

    @Test
    void untilARateIsKnownAtMostAThousandJobsAreInFlight() {
        OrderedVault.Node node = vault.node("jobsInFlight=5000");
        node.list(1010, 1);

        node.poll();

        assertThat(vault.requested()).hasSize(1000);
    }

    @Test
    void untilARateIsKnownAtMost100GibibytesOrOneArchiveAreInFlight() {
        OrderedVault.Node node = vault.node("maxConnections=2");
        List<String> archives = node.list(4, 100);
        sizes(node, archives, 200, 60, 30, 20);

        node.poll();
        assertThat(vault.requested()).containsExactly(archives.get(0));

        deliver(node, archives.get(0));
        node.poll();
        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(0, 3));
    }

    @Test
    void theRateOfTheLastHourLimitsBytesInFlightToADay() {
        OrderedVault.Node node = vault.node("maxConnections=2");
        List<String> archives = node.list(60, 100);
        node.sql().update("UPDATE {ARCHIVE} SET SIZE_BYTES = ?", GIB);
        node.delivered(vault.clock.instant().minus(Duration.ofMinutes(90)), 1, 1000 * GIB);
        for (int minute = 1; minute <= 10; minute++) {
            node.delivered(vault.clock.instant().minus(Duration.ofMinutes(minute)), 1, GIB / 60 * 2 + 1);
        }

        node.poll();

        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(0, 48));
    }

    @Test
    void onlyTheRestOfAnOutputCountsAsInFlight() {
        OrderedVault.Node node = vault.node("maxConnections=2");
        List<String> archives = node.list(3, 100);
        sizes(node, archives, 90, 50, 60);
        node.poll();
        assertThat(vault.requested()).hasSize(1);

        node.sql()
                .update(
                        "UPDATE {ARCHIVE} SET STATE = 'READY', FETCHED_BYTES = ? WHERE ARCHIVE_ID = ?",
                        60 * GIB,
                        archives.get(0));
        node.poll();

        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(0, 2));
    }

    @Test
    void theRateOfSmallArchivesDoesNotLimitLargeOnes() {
        OrderedVault.Node node = vault.node("maxConnections=2");
        List<String> archives = node.list(3, 100);
        sizes(node, archives, 40, 40, 40);
        node.delivered(vault.clock.instant().minus(Duration.ofMinutes(1)), 10, 1000);

        node.poll();

        assertThat(vault.requested()).containsExactlyElementsOf(archives.subList(0, 2));
    }

    @Test
    void whileTheDestinationIsDownNothingIsOrdered() {
        AtomicBoolean up = new AtomicBoolean();
        OrderedVault.Node node = vault.node("", up::get);
        node.list(3, 100);
        node.poll();
        assertThat(vault.requested()).isEmpty();
        assertThat(node.count("ORDER_ID IS NULL")).isEqualTo(3);

        up.set(true);
        node.poll();

        assertThat(vault.requested()).hasSize(3);
    }

    private static void sizes(OrderedVault.Node node, List<String> archives, long... gibibytes) {
        for (int i = 0; i < gibibytes.length; i++) {
            node.sql()
                    .update(
                            "UPDATE {ARCHIVE} SET SIZE_BYTES = ? WHERE ARCHIVE_ID = ?",
                            gibibytes[i] * GIB,
                            archives.get(i));
        }
    }

    private static void deliver(OrderedVault.Node node, String archive) {
        node.sql().update("UPDATE {ARCHIVE} SET STATE = 'DELIVERED' WHERE ARCHIVE_ID = ?", archive);
    }
}
