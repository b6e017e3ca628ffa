package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is missing in the ledger is not ordered and paid a second time. */
class PaidOnceTest {

    private static final int COUNT = 8;

    @TempDir
    private Path directory;

    private WholeVault vault;
    private final Destination destination = new Destination();

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
        vault.archives(COUNT, 1000);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void allAreDeliveredAndEachWasPaidOnce() {
        assertThat(vault.jobs()).hasSize(COUNT).allSatisfy((archive, jobs) -> assertThat(jobs)
                .hasSize(1));
        assertThat(vault.orders()).isEqualTo(COUNT);
        assertThat(destination.arrivals).containsExactlyInAnyOrderElementsOf(vault.archives);
        assertThat(vault.archives).allSatisfy(archive -> assertThat(destination.digest(archive))
                .isEqualTo(vault.expectedDigest(archive)));
    }

    @Test
    void lostAnswersPayOnceThoughTheListIsTwoListingsLate() throws Exception {
        vault.simulator.inject(Fault.listLag(2).always());
        vault.simulator.inject(Fault.answerLost().every(3));

        vault.start("", destination);
        vault.await(() -> vault.count("STATE = 'LISTED' AND ORDER_ID IS NOT NULL") == 3);
        long listings = vault.simulator.requestCount(Operation.LIST_JOBS);
        vault.pass(Duration.ofMinutes(1), vault.are(COUNT, "ORDERED"));
        assertThat(vault.simulator.requestCount(Operation.LIST_JOBS)).isGreaterThanOrEqualTo(listings + 3);
        vault.clock.advance(WholeVault.BULK);
        vault.pass(Duration.ofMinutes(1), vault.are(COUNT, "DELIVERED"));

        allAreDeliveredAndEachWasPaidOnce();
    }

    @Test
    void aLedgerRestoredFromBeforeTheOrdersOrdersNothingTwice() throws Exception {
        Path backup = directory.resolve("backup");
        copyBeforeTheOrders(backup);
        vault.start("", destination);
        vault.pass(Duration.ofMinutes(15), vault.are(COUNT, "ORDERED"));
        vault.stop();
        vault.jobs().values().stream().limit(COUNT / 2).forEach(jobs -> vault.simulator.completeJob(jobs.get(0)));
        vault.copyLedger(backup, vault.file());
        assertThat(vault.count("STATE = 'LISTED' AND ORDERS = 0")).isEqualTo(COUNT);

        vault.start("", destination);
        vault.await(vault.are(COUNT / 2, "DELIVERED"));
        vault.pass(Duration.ofHours(1), vault.are(COUNT, "DELIVERED"));

        allAreDeliveredAndEachWasPaidOnce();
    }

    private void copyBeforeTheOrders(Path backup) throws Exception {
        vault.simulator.addInventoryJob("photos", "JSON");
        vault.simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB).always());
        vault.start("", destination);
        vault.await(vault.are(COUNT, "LISTED"));
        vault.stop();
        vault.copyLedger(vault.file(), backup);
        vault.simulator.clearFaults();
        vault.simulator.clearRequests();
    }
}
