package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * The largest sum of one measure in any window of a given length. Immutable.
 *
 * @param name   the limit as the user sets it, such as {@code bytesPerHour=1000}
 * @param most   the largest sum
 * @param window how long an order counts after its answer; null for always
 */
public record Limit(String name, Measure measure, BigDecimal most, Duration window) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal LONGEST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(36_500).toNanos());

    /** The measure that is limited. */
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
     * A limit on orders per second. Its window is the shortest one of at least a second that holds a whole number of
     * orders: 10 in one second, 3 in 1.2 seconds, 1 in two seconds.
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

    /** Whether an amount is within the limit. */
    boolean holds(Amount amount) {
        return measure.of(amount).compareTo(most) <= 0;
    }

    /** By how much an amount exceeds the limit; zero or negative if it is within the limit. */
    BigDecimal excess(Amount amount) {
        return measure.of(amount).subtract(most);
    }

    /** Whether an order that was answered at a given moment counts now. */
    boolean counts(Instant at, Instant now) {
        return window == null || at.isAfter(now.minus(window));
    }

    @Override
    public String toString() {
        return name;
    }
}
