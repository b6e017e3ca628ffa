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
 * Makes the plans. Immutable.
 *
 * @param bytesPerHour the rate of the downloads; empty if it is not known
 */
record Plans(Tariff tariff, LimitDays limits, Wait waits, Optional<Double> bytesPerHour) {

    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double HOURS = 24;

    Plan in(Tier tier, Counted counted) {
        Quantity wanted = counted.wanted();
        var cost = tariff.of(tier.toString(), wanted, wanted.bytes());
        Map<String, Double> budget = limits.days(wanted, cost, waits.of(tier));
        return new Plan(
                tier.toString(),
                wanted.archives(),
                counted.outputRequests(),
                cost,
                waits.of(tier).toSeconds() / DAY,
                budget,
                bytesPerHour.map(rate -> wanted.bytes() / rate / HOURS),
                limits.isWithinMaxCost(cost));
    }

    /** The plan that was asked for wins where others are not better; then the slower and cheaper tier. */
    private List<Plan> all(Plan asked, Counted counted) {
        return Stream.concat(
                        Stream.of(asked),
                        Stream.of(Tier.BULK, Tier.STANDARD, Tier.EXPEDITED).map(tier -> in(tier, counted)))
                .toList();
    }

    /** Of the plans whose cost is known; empty if none is. */
    Optional<Plan> cheapest(Plan asked, Counted counted) {
        return all(asked, counted).stream()
                .filter(plan -> plan.cost().ofOrders().isPresent())
                .min(Comparator.comparing(plan -> plan.cost().ofOrders().orElseThrow()));
    }

    /** Of the plans whose time is known; empty if none is. */
    Optional<Plan> fastest(Plan asked, Counted counted) {
        return all(asked, counted).stream()
                .filter(plan -> plan.days().isPresent())
                .min(Comparator.comparing(plan -> plan.days().orElseThrow()));
    }
}
