package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calculates how many days the limits make the orders take. Immutable. */
record LimitDays(int jobsInFlight, Limits limits) {

    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final int HOURS = 24;

    static LimitDays of(GlacierEgressOptions options) {
        return new LimitDays(options.getJobsInFlight(), Limits.of(options));
    }

    /**
     * The number of days that each limit alone makes the orders take, by the option's name; null if the cost is not
     * known.
     *
     * @param wait how long a job takes
     */
    Map<String, Double> days(Quantity wanted, Cost cost, Duration wait) {
        Map<String, Double> days = new LinkedHashMap<>();
        double rounds = Math.max(0, Math.ceil((double) wanted.archives() / jobsInFlight) - 1);
        days.put("jobsInFlight", rounds * wait.toSeconds() / DAY);
        put(days, "ordersPerSecond", wanted.archives() / DAY, limits.ordersPerSecond());
        put(days, "bytesPerHour", (double) wanted.bytes() / HOURS, limits.bytesPerHour());
        put(days, "bytesPerDay", wanted.bytes(), limits.bytesPerDay());
        if (limits.costPerDay() > 0) {
            days.put(
                    "costPerDay",
                    cost.ofOrders()
                            .map(money -> money.doubleValue() / limits.costPerDay())
                            .orElse(null));
        }
        return days;
    }

    private static void put(Map<String, Double> days, String name, double all, double limit) {
        if (limit > 0) {
            days.put(name, all / limit);
        }
    }

    /** Whether the orders cost at most maxCost; empty if that option is not set, or if the cost is not known. */
    Optional<Boolean> isWithinMaxCost(Cost cost) {
        return limits.maxCost() > 0
                ? cost.ofOrders().map(money -> money.compareTo(BigDecimal.valueOf(limits.maxCost())) <= 0)
                : Optional.empty();
    }
}
