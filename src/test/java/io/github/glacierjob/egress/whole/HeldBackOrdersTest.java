package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While orders are held back the health check stays up and says why. */
class HeldBackOrdersTest {

    private static final String DETAIL = "ordersHeldBack";

    @TempDir
    private Path directory;

    private WholeVault vault;

    @BeforeEach
    void open() throws Exception {
        vault = new WholeVault(directory);
        vault.archives(2, 10);
        vault.simulator.addInventoryJob("photos", "JSON");
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private HealthCheck.Result health() {
        return vault.consumer().getHealthCheck().call();
    }

    @Test
    void theReasonIsADetailUntilOrdersGoOut() throws Exception {
        vault.simulator.inject(Fault.policyEnforced().always());
        vault.start("", new Destination());
        vault.await(() -> health().getDetails().containsKey(DETAIL));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails().get(DETAIL))
                .asString()
                .startsWith("orders are held back for 900 s: the account's retrieval policy");

        vault.simulator.clearFaults();
        vault.clock.advance(Duration.ofMinutes(16));
        vault.await(vault.are(2, "ORDERED"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).doesNotContainKey(DETAIL);
    }
}
