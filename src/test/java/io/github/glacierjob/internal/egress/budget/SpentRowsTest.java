package io.github.glacierjob.internal.egress.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressConfiguration;
import io.github.glacierjob.internal.egress.budget.Spending.Spent;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.testkit.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A day has few rows for any number of orders, and no window counts too little. */
class SpentRowsTest {

    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Limit HOUR =
            new Limit("hour", Limit.Measure.BYTES, BigDecimal.valueOf(1000), Duration.ofHours(1));
    private static final Limit DAY =
            new Limit("day", Limit.Measure.BYTES, BigDecimal.valueOf(1000), Duration.ofDays(1));
    private static final Limit SECOND = Limit.ordersPerSecond("second", BigDecimal.valueOf(2));

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void joinedRowsCountTheOrdersOfTheWindowAndAtMostAMinuteMore(Database.Kind kind) throws Exception {
        try (Database database = new Database(kind)) {
            GlacierEgressConfiguration options = new GlacierEgressConfiguration();
            options.setDataSource(database.source);
            EgressLedger ledger = EgressLedger.open(options);
            SpentRows rows = new SpentRows(ledger.sql());
            Random random = new Random(5);
            List<Spent> exact = new ArrayList<>();
            Instant now = BEGIN;
            long most = 0;
            for (int round = 0; round < 400; round++) {
                now = now.plusMillis(random.nextInt(round % 10 == 0 ? 3_000_000 : 4_000));
                Spent spent = new Spent(now, Amount.ofOne(1 + random.nextInt(100), BigDecimal.ONE));
                exact.add(spent);
                Instant at = now;
                List<Spent> read = ledger.sql().inTransaction(connection -> {
                    rows.add(connection, ARN, at, spent.amount());
                    return rows.read(connection, ARN, at);
                });
                assertCounts(exact, read, at);
                if (round % 50 == 49) {
                    assertNeverLess(exact, read, at);
                }
                most = Math.max(most, read.size());
            }
            assertThat(most).isLessThan(200);
            List<Spent> last = ledger.sql().inTransaction(connection -> rows.read(connection, ARN, BEGIN));
            assertThat(cost(last)).isEqualByComparingTo("400");
        }
    }

    private static BigDecimal cost(List<Spent> spent) {
        return spent.stream().map(one -> one.amount().cost()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertCounts(List<Spent> exact, List<Spent> read, Instant now) {
        for (Limit limit : List.of(HOUR, DAY)) {
            Limit longer = new Limit(
                    "longer", limit.measure(), limit.most(), limit.window().plusMinutes(1));
            long counted = used(read, limit, now);
            assertThat(counted).isBetween(used(exact, limit, now), used(exact, longer, now));
        }
        assertThat(used(read, SECOND, now)).isEqualTo(used(exact, SECOND, now));
    }

    /** Also at any later moment, when orders leave the windows one after another. */
    private static void assertNeverLess(List<Spent> exact, List<Spent> read, Instant now) {
        for (Instant later = now; later.isBefore(now.plus(HOUR.window())); later = later.plusSeconds(7)) {
            assertThat(used(read, HOUR, later)).isGreaterThanOrEqualTo(used(exact, HOUR, later));
        }
    }

    private static long used(List<Spent> spent, Limit limit, Instant now) {
        return new Spending(Amount.NONE, spent).used(limit, now).bytes();
    }
}
