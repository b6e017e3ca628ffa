package io.github.glacierjob.simulator.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void quantitiesHaveUnits() {
        assertThat(Quantity.size("17")).isEqualTo(17);
        assertThat(Quantity.size("300M")).isEqualTo(300L << 20);
        assertThat(Quantity.size("40T")).isEqualTo(40L << 40);
        assertThat(Quantity.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Quantity.duration("4h")).isEqualTo(Duration.ofHours(4));
        assertThat(Quantity.duration("PT4H")).isEqualTo(Duration.ofHours(4));
        assertThat(Quantity.duration("1d")).isEqualTo(Duration.ofDays(1));
    }
}
