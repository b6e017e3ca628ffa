package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.initiation.Tier;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates the plans. Immutable.
 *
 * @param measured     the durations of jobs in this vault, by tier; may be empty
 * @param bytesPerHour the rate of the downloads; empty if it is not known
 */
record Plans(Tariff tariff, LimitDays limits, Map<Tier, Duration> measured, Optional<Double> bytesPerHour) {

    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double HOURS = 24;

    /** The longest durations that AWS documents: 12 hours for Bulk, 5 hours for Standard, 5 minutes for Expedited. */
    private static final Map<Tier, Duration> DOCUMENTED = Map.of(
            Tier.BULK, Duration.ofHours(12),
            Tier.STANDARD, Duration.ofHours(5),
            Tier.EXPEDITED, Duration.ofMinutes(5));

    Plan in(Tier tier, Counted counted) {
        Quantity wanted = counted.wanted();
        Duration wait = measured.getOrDefault(tier, DOCUMENTED.get(tier));
        var cost = tariff.of(tier.toString(), wanted, wanted.bytes());
        Map<String, Double> budget = limits.days(wanted, cost, wait);
        return new Plan(
                tier.toString(),
                wanted.archives(),
                counted.outputRequests(),
                cost,
                wait.toSeconds() / DAY,
                budget,
                bytesPerHour.map(rate -> wanted.bytes() / rate / HOURS),
                limits.isWithinMaxCost(cost));
    }

    /**
     * All plans. The requested plan is first, and then the slower and cheaper tiers: of equal plans, the first one is
     * chosen.
     */
    private List<Plan> all(Plan asked, Counted counted) {
        return Stream.concat(
                        Stream.of(asked),
                        Stream.of(Tier.BULK, Tier.STANDARD, Tier.EXPEDITED).map(tier -> in(tier, counted)))
                .toList();
    }

    /** The cheapest of the plans whose cost is known; empty if no cost is known. */
    Optional<Plan> cheapest(Plan asked, Counted counted) {
        return all(asked, counted).stream()
                .filter(plan -> plan.cost().ofOrders().isPresent())
                .min(Comparator.comparing(plan -> plan.cost().ofOrders().orElseThrow()));
    }

    /** The fastest of the plans whose time is known; empty if no time is known. */
    Optional<Plan> fastest(Plan asked, Counted counted) {
        return all(asked, counted).stream()
                .filter(plan -> plan.days().isPresent())
                .min(Comparator.comparing(plan -> plan.days().orElseThrow()));
    }
}
