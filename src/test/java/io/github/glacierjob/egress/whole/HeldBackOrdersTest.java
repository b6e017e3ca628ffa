package io.github.glacierjob.egress.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.testkit.Onlooker;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While orders are held back, the health check stays up and shows the reason. */
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
    void theReasonIsADetailUntilOrdersAreSent() throws Exception {
        vault.simulator.inject(Fault.policyEnforced().always());
        vault.start("", new Destination());
        vault.await(() -> health().getDetails().containsKey(DETAIL));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails().get(DETAIL))
                .asString()
                .startsWith("orders are held back for 900 s: the account's data retrieval policy");

        vault.simulator.clearFaults();
        vault.clock.advance(Duration.ofMinutes(16));
        vault.await(vault.are(2, "ORDERED"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).doesNotContainKey(DETAIL);
    }

    @Test
    void aReachedBudgetIsAnAlarmAndAnEventUntilOrdersContinue() throws Exception {
        try (Onlooker onlooker = new Onlooker(vault.glacier.context)) {
            vault.start("bytesPerDay=15", new Destination());
            vault.await(vault.are(1, "ORDERED"));

            vault.await(() -> onlooker.metric("camel_glacier_alarm", "cause=\"budget\"") == 1);
            vault.await(() -> onlooker.events(Kind.BUDGET_REACHED).size() == 1);
            assertThat(onlooker.events(Kind.BUDGET_REACHED).get(0).getText()).contains("bytesPerDay");
            assertThat(health().getDetails().get("alarm.budget")).asString().contains("bytesPerDay");
            assertThat(onlooker.text()).contains("! budget: ");
            assertThat(onlooker.log()).containsPattern("WARN .*bytesPerDay.*What to do: wait, or raise the limit");

            vault.clock.advance(Duration.ofHours(25));
            vault.pass(Duration.ofMinutes(10), () -> vault.orders() == 2);
            vault.await(() ->
                    onlooker.events(Kind.ALARM_OVER).stream().anyMatch(event -> "budget".equals(event.getCause())));
        }
    }
}
