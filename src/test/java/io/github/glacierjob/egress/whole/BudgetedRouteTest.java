package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole vault with a budget, as a user runs it. */
class BudgetedRouteTest {

    @TempDir
    private Path directory;

    private WholeVault vault;

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @Test
    void anArchiveLargerThanALimitIsSkippedByTheLoadAndTheOthersAreDelivered() throws Exception {
        vault.archives(2, 10);
        String large = vault.archive("photos", 501);
        vault.simulator.addInventoryJob("photos", "JSON");

        vault.start("bytesPerHour=500", new Destination());
        vault.await(vault.are(1, "SKIPPED"));
        assertThat(vault.value("SELECT CAUSE FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = '" + large + "'"))
                .isEqualTo("larger than bytesPerHour=500: 501 bytes");
        vault.await(vault.are(2, "ORDERED"));
        vault.pass(Duration.ofHours(2), vault.are(2, "DELIVERED"));

        vault.stop();
        vault.start("bytesPerHour=1000", new Destination());
        vault.pass(Duration.ofHours(2), vault.are(3, "DELIVERED"));
    }

    @Test
    void anArchiveInTheLedgerLargerThanALimitFailsTheStartBeforeAnyOrder() throws Exception {
        vault.archives(1, 10);
        vault.clock.advance(Duration.ofMinutes(1));
        String large = vault.archive("photos", 501);
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.start("jobsInFlight=1", new Destination());
        vault.await(vault.are(1, "ORDERED"));
        vault.await(vault.are(1, "LISTED"));
        vault.stop();

        assertThatThrownBy(() -> vault.start("bytesPerDay=500", new Destination()))
                .hasStackTraceContaining("archive " + large + ": it is larger than bytesPerDay=500: 501 bytes;"
                        + " raise the limit, or exclude the archive with the option filter");
        assertThat(vault.orders()).isEqualTo(1);
    }

    @Test
    void theFilterExcludesAnArchiveOfTheLedgerThatIsLargerThanALimit() throws Exception {
        vault.archives(1, 10);
        vault.clock.advance(Duration.ofMinutes(1));
        vault.archive("photos", 501);
        vault.archive("photos", 502);
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.start("jobsInFlight=1", new Destination());
        vault.await(vault.are(1, "ORDERED"));
        vault.stop();

        assertThatThrownBy(() -> vault.start("bytesPerDay=500&filter=RAW(${body.size} < 502)", new Destination()))
                .hasStackTraceContaining("501 bytes");
        vault.stop();
        vault.start("bytesPerDay=500&filter=RAW(${body.size} < 501)", new Destination());

        vault.await(vault.are(2, "SKIPPED"));
        vault.pass(Duration.ofHours(2), vault.are(1, "DELIVERED"));
    }

    @Test
    void aChangedFilterTakesEffectAtTheNextStartBeforeAnyOrder() throws Exception {
        vault.archives(1, 10);
        vault.clock.advance(Duration.ofMinutes(1));
        vault.archives(3, 100);
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.start("jobsInFlight=1", new Destination());
        vault.await(vault.are(1, "ORDERED"));
        vault.stop();

        vault.start("filter=RAW(${body.size} < 100)", new Destination());
        vault.await(vault.are(3, "SKIPPED"));
        vault.pass(Duration.ofHours(2), vault.are(1, "DELIVERED"));
        assertThat(vault.orders()).isEqualTo(1);
        vault.stop();

        vault.start("", new Destination());
        vault.pass(Duration.ofHours(2), vault.are(4, "DELIVERED"));
        assertThat(vault.orders()).isEqualTo(4);
        assertThat(vault.value("SELECT LOADED_AT FROM GLACIER_EGRESS_VAULT WHERE LOADED_AT > INVENTORY_DATE"
                        + " + INTERVAL '1' HOUR"))
                .as("the inventory does not get younger")
                .isNull();
    }

    @Test
    void healthStaysUpAndNamesTheReachedLimit() throws Exception {
        vault.archives(3, 100);
        vault.simulator.addInventoryJob("photos", "JSON");

        vault.start("bytesPerDay=200", new Destination());
        vault.await(() -> health().getDetails().containsKey("ordersHeldBack"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails().get("ordersHeldBack"))
                .asString()
                .contains("bytesPerDay=200 leaves no room for the next archive");
        // The clock moves only while nothing is ready: outputs that wait are ordered again before they expire.
        vault.pass(Duration.ofHours(2), () -> {
            vault.await(vault.are(0, "READY"));
            return vault.are(3, "DELIVERED").call();
        });
        assertThat(vault.orders()).isEqualTo(3);
    }

    private HealthCheck.Result health() {
        return vault.consumer().getHealthCheck().call();
    }
}
