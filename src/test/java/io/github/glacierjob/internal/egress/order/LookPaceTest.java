package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.GlacierSimulator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests how many looks the ledger allows. */
class LookPaceTest {

    @Test
    void theTimeCountsFromTheStartOfTheLastLookEvenIfItTookHours() throws Exception {
        try (OrderedVault vault = new OrderedVault(GlacierSimulator.builder())) {
            OrderedVault.Node node = vault.node("tier=Standard");
            LookPace pace = new LookPace(node.vault, OrderSettings.of(node.vault.options()));
            Instant begun = vault.clock.instant();
            vault.clock.advance(Duration.ofHours(5));
            double before = pace.left(begun, false);

            double after = pace.left(vault.clock.instant(), true);

            assertThat(after - before).isEqualTo(5 * 30);
        }
    }
}
