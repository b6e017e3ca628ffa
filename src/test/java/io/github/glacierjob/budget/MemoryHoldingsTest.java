package io.github.glacierjob.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A process that orders for weeks keeps only the sums of a day, and still counts everything. */
class MemoryHoldingsTest {

    @Test
    void ordersOlderThanEachWindowAreKeptAsOneSum() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        MemoryHoldings holdings = new MemoryHoldings(now::get);
        List<Limit> most = List.of(new Limit("maxCost=1000", Limit.Measure.COST, BigDecimal.valueOf(1000), null));
        Amount one = Amount.ofOne(1, BigDecimal.ONE);

        for (int i = 0; i < 1000; i++) {
            holdings.answered(holdings.take(most, one).id());
            now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        }

        assertThat(holdings.sums()).isLessThan(30);
        assertThat(holdings.take(most, one).id()).isNull();
    }
}
