package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The destination fails: for an hour with all archives, or always with one. */
class DestinationDownTest {

    private static final String HELD = "ORDER_AT > TIMESTAMP WITH TIME ZONE '%s'";

    @TempDir
    private Path directory;

    private WholeVault vault;
    private final Destination destination = new Destination();

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private boolean areOrdersHeldBack() throws Exception {
        String now = vault.clock.instant().toString().replace('T', ' ');
        return vault.value("SELECT 1 FROM GLACIER_EGRESS_VAULT WHERE " + HELD.formatted(now)) != null;
    }

    /**
     * Six archives are ordered and the retrieval policy allows no more. Their outputs become ready while the
     * destination is down.
     */
    private void sixAreReadyAndSixAreListed() throws Exception {
        vault.archives(12, 1000);
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.simulator.inject(Fault.policyEnforced().after(6).always());
        destination.refused = archive -> true;
        vault.start("concurrentJobs=3&jobsInFlight=12&firstLook=" + WholeVault.BULK.toMillis(), destination);
        vault.await(vault.are(6, "ORDERED"));
        vault.await(this::areOrdersHeldBack);
        vault.clock.advance(WholeVault.BULK.minusMinutes(1));
        vault.await(this::areOrdersHeldBack);
        vault.clock.advance(Duration.ofMinutes(1));
        vault.await(() -> vault.consumer().isSinkDown());
        vault.await(() -> vault.consumer().getRunningArchives() == 0);
        assertThat(destination.arrivals)
                .as("three that failed, and those that had begun by then")
                .hasSizeBetween(3, 5)
                .doesNotHaveDuplicates();
        vault.simulator.clearFaults();
    }

    @Test
    void anHourWithoutTheDestinationOrdersNothingAndFailsNoArchive() throws Exception {
        sixAreReadyAndSixAreListed();
        long ordersBefore = vault.orders();

        for (int minutes = 0; minutes < 60; minutes += 5) {
            int attempts = destination.arrivals.size();
            vault.clock.advance(Duration.ofMinutes(5));
            vault.await(() ->
                    destination.arrivals.size() > attempts && vault.consumer().getRunningArchives() == 0);
            vault.polls();
            assertThat(destination.arrivals).as("one probe at a time").hasSize(attempts + 1);
        }
        assertThat(vault.orders()).isEqualTo(ordersBefore);
        assertThat(areOrdersHeldBack()).isFalse();
        assertThat(vault.count("STATE = 'READY'")).isEqualTo(6);
        assertThat(vault.count("STATE = 'LISTED' AND ORDER_ID IS NULL")).isEqualTo(6);
        assertThat(vault.count("FAILURES <> 0")).isZero();

        destination.refused = archive -> false;
        vault.pass(Duration.ofMinutes(5), vault.are(6, "DELIVERED"));
        vault.await(vault.are(6, "ORDERED"));
        vault.clock.advance(WholeVault.BULK);
        vault.pass(Duration.ofMinutes(1), vault.are(12, "DELIVERED"));
        assertThat(vault.jobs()).hasSize(12).allSatisfy((archive, jobs) -> assertThat(jobs)
                .hasSize(1));
    }

    @Test
    void anArchiveThatAlwaysFailsBecomesFailedAndTheOthersAreDelivered() throws Exception {
        vault.archives(12, 1000);
        String bad = vault.archives.get(4);
        destination.refused = bad::equals;

        vault.start("concurrentJobs=3&maxArchiveFailures=4", destination);
        vault.await(vault.are(12, "ORDERED"));
        vault.clock.advance(WholeVault.BULK);
        vault.await(vault.are(11, "DELIVERED"));
        vault.pass(Duration.ofMinutes(10), vault.are(1, "FAILED"));

        assertThat(destination.arrivals(bad)).isEqualTo(4);
        assertThat(vault.value("SELECT CAUSE FROM GLACIER_EGRESS_ARCHIVE WHERE STATE = 'FAILED'"))
                .contains("The destination refuses " + bad);
        List<String> good =
                vault.archives.stream().filter(archive -> !archive.equals(bad)).toList();
        assertThat(good).allSatisfy(archive -> {
            assertThat(destination.arrivals(archive)).isEqualTo(1);
            assertThat(destination.digest(archive)).isEqualTo(vault.expectedDigest(archive));
        });
        assertThat(vault.orders()).isEqualTo(12);
    }

    @Test
    void aRunWhoseLastTwoArchivesAlwaysFailEndsAtTheLimitOfExtensions() throws Exception {
        vault.archives(2, 1000);
        destination.refused = archive -> true;

        vault.start("concurrentJobs=3&maxExtensions=1&firstLook=" + WholeVault.BULK.toMillis(), destination);
        vault.await(vault.are(2, "ORDERED"));
        vault.clock.advance(WholeVault.BULK);
        vault.await(() -> vault.consumer().isSinkDown());
        vault.pass(Duration.ofHours(2), vault.are(2, "FAILED"));

        assertThat(vault.orders()).isEqualTo(4);
        assertThat(vault.value("SELECT CAUSE FROM GLACIER_EGRESS_ARCHIVE")).contains("expired");
    }
}
