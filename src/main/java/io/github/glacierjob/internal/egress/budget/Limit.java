package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * At most so much of one measure in any window of a length. Immutable.
 *
 * @param name   what the user calls it, such as {@code bytesPerHour=1000}
 * @param most   of the measure
 * @param window how long an order counts after its answer; null for always
 */
public record Limit(String name, Measure measure, BigDecimal most, Duration window) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal LONGEST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(36_500).toNanos());

    /** What is limited. */
    public enum Measure {
        ORDERS(amount -> BigDecimal.valueOf(amount.orders())),
        BYTES(amount -> BigDecimal.valueOf(amount.bytes())),
        COST(Amount::cost);

        private final Function<Amount, BigDecimal> reader;

        Measure(Function<Amount, BigDecimal> reader) {
            this.reader = reader;
        }

        BigDecimal of(Amount amount) {
            return reader.apply(amount);
        }
    }

    /**
     * So many orders a second on average, in the shortest window of at least a second that holds a whole number of them: 10 in
     * one second, 3 in 1.2 seconds, 1 in two seconds.
     */
    public static Limit ordersPerSecond(String name, BigDecimal rate) {
        BigDecimal whole = rate.setScale(0, RoundingMode.CEILING);
        BigDecimal nanos =
                whole.multiply(NANOS).divide(rate, MathContext.DECIMAL64).setScale(0, RoundingMode.CEILING);
        return new Limit(
                name,
                Measure.ORDERS,
                whole,
                Duration.ofNanos(nanos.min(LONGEST_NANOS).longValueExact()));
    }

    /** Whether so much together is within it. */
    boolean holds(Amount amount) {
        return measure.of(amount).compareTo(most) <= 0;
    }

    /** How much more than it allows so much is; not positive if it allows that. */
    BigDecimal excess(Amount amount) {
        return measure.of(amount).subtract(most);
    }

    /** Whether an order whose answer was at that moment counts now. */
    boolean counts(Instant at, Instant now) {
        return window == null || at.isAfter(now.minus(window));
    }

    @Override
    public String toString() {
        return name;
    }
}
