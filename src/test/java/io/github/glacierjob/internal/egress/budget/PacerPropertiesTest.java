package io.github.glacierjob.internal.egress.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.budget.Spending.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Tests the pacer alone, with any limits and sizes, slow answers and failures. The result is judged by the executions
 * at the service, at any moment between the intent and the answer, with code that is independent of the pacer.
 */
class PacerPropertiesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** The executions in the log of the service. */
    private record Executed(long millis, long bytes, double cost) {}

    /** An order without an answer. */
    private record Open(Amount amount, long executedAt, long answeredAt, boolean executed) {}

    /** Several nodes take turns: the node that orders sees all amounts that count. */
    private static final class Simulation {

        private final List<Limit> limits;
        private final Random random;
        private final List<Open> open = new ArrayList<>();
        private final List<Spent> answered = new ArrayList<>();
        private final List<Executed> log = new ArrayList<>();
        private long now;

        Simulation(Limits limits, long seed) {
            this.limits = limits.list();
            this.random = new Random(seed);
        }

        Instant instant() {
            return BEGIN.plusMillis(now);
        }

        Amount size(long largest) {
            long bytes = 1 + (long) (random.nextDouble() * largest);
            return Amount.ofOne(bytes, BigDecimal.valueOf(bytes).movePointLeft(3));
        }

        Room room() {
            Amount without = open.stream().map(Open::amount).reduce(Amount.NONE, Amount::plus);
            return new Room(limits, new Spending(without, answered), instant());
        }

        /** Orders until one order does not fit; returns that order. */
        Amount order(Amount first, long largest, long slowestAnswer) {
            Room room = room();
            Amount next = first;
            for (int i = 0; i < 50 && room.take(next); i++) {
                long answer = now + (slowestAnswer == 0 ? 0 : random.nextLong(slowestAnswer));
                long executed = now + (answer == now ? 0 : random.nextLong(answer - now + 1));
                open.add(new Open(next, executed, answer, random.nextInt(5) > 0));
                next = size(largest);
            }
            return next;
        }

        /** Some answers are failures that show that the order was not executed. */
        void pass(long millis) {
            now += millis;
            List<Open> ended =
                    open.stream().filter(order -> order.answeredAt() <= now).toList();
            open.removeAll(ended);
            for (Open order : ended) {
                if (order.executed()) {
                    answered.add(new Spent(BEGIN.plusMillis(order.answeredAt()), order.amount()));
                    log(order);
                }
            }
        }

        private void log(Open order) {
            log.add(new Executed(
                    order.executedAt(),
                    order.amount().bytes(),
                    order.amount().cost().doubleValue()));
        }
    }

    private static double most(List<Executed> log, long window, ToDoubleFunction<Executed> measure) {
        List<Executed> sorted =
                log.stream().sorted(Comparator.comparingLong(Executed::millis)).toList();
        double most = 0;
        double sum = 0;
        int from = 0;
        for (Executed one : sorted) {
            sum += measure.applyAsDouble(one);
            while (sorted.get(from).millis() <= one.millis() - window) {
                sum -= measure.applyAsDouble(sorted.get(from));
                from++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    @Property
    void noSlidingWindowExceedsTheLimits(
            @ForAll long seed,
            @ForAll("budgets") Limits limits,
            @ForAll @IntRange(min = 1, max = 1000) int largest,
            @ForAll @LongRange(min = 0, max = 600_000) long slowestAnswer) {
        Simulation simulation = new Simulation(limits, seed);
        Amount next = simulation.size(largest);
        for (int step = 0; step < 150; step++) {
            next = simulation.order(next, largest, slowestAnswer);
            simulation.pass(1 + simulation.random.nextLong(step % 3 == 0 ? 5_000 : HOUR / 2));
        }

        List<Executed> log = simulation.log;
        assertThat(most(log, HOUR, Executed::bytes)).isLessThanOrEqualTo(limits.bytesPerHour());
        assertThat(most(log, DAY, Executed::bytes)).isLessThanOrEqualTo(limits.bytesPerDay());
        assertThat(most(log, DAY, Executed::cost)).isLessThanOrEqualTo(limits.costPerDay() + 1e-9);
        assertThat(log.stream().mapToDouble(Executed::cost).sum()).isLessThanOrEqualTo(limits.maxCost() + 1e-9);
        double ordersPerSecond = limits.ordersPerSecond();
        assertThat(most(log, 1000, one -> 1)).isLessThanOrEqualTo(Math.ceil(ordersPerSecond));
        assertThat(most(log, HOUR, one -> 1)).isLessThan(ordersPerSecond * 3600 + Math.ceil(ordersPerSecond));
    }

    @Provide
    Arbitrary<Limits> budgets() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3000),
                        Arbitraries.longs().between(1000, 50_000),
                        Arbitraries.longs().between(1000, 500_000),
                        Arbitraries.longs().between(1, 500))
                .as((inThousandSeconds, bytesPerHour, bytesPerDay, costPerDay) ->
                        new Limits(inThousandSeconds / 1000.0, bytesPerHour, bytesPerDay, costPerDay, 2 * costPerDay));
    }

    /** No node looks before there is room, and a node that looks at the named time finds room. */
    @Property
    void theNextOrderFitsAtTheNamedTimeAndNotBefore(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 2000) long ordersInThousandSeconds,
            @ForAll @LongRange(min = 1000, max = 50_000) long bytesPerHour,
            @ForAll @IntRange(min = 1, max = 1000) int largest) {
        Limits limits = new Limits(ordersInThousandSeconds / 1000.0, bytesPerHour, 0, 0, 0);
        Simulation simulation = new Simulation(limits, seed);
        Amount next = simulation.size(largest);
        for (int step = 0; step < 60; step++) {
            next = simulation.order(next, largest, 0);
            simulation.pass(0);
            Optional<Room.Refusal> refusal = simulation.room().refusal(next);
            if (refusal.isPresent()) {
                Duration wait =
                        Duration.between(simulation.instant(), refusal.get().at());
                assertThat(wait).isPositive();
                simulation.pass(Math.max(0, wait.toMillis() - 1));
                assertThat(simulation.room().take(next)).isFalse();
                simulation.pass(2);
                assertThat(simulation.room().take(next)).isTrue();
            }
        }
    }

    /**
     * Archives are ordered in their order of creation, so the free part of a window is always smaller than the next
     * archive.
     */
    @Property(tries = 50)
    void theWindowsAreFilledUntilTheNextArchiveDoesNotFit(
            @ForAll long seed,
            @ForAll @LongRange(min = 1000, max = 50_000) long bytesPerHour,
            @ForAll @LongRange(min = 5000, max = 500_000) long bytesPerDay,
            @ForAll @IntRange(min = 100, max = 1000) int largest) {
        Simulation simulation = new Simulation(new Limits(0, bytesPerHour, bytesPerDay, 0, 0), seed);
        Amount next = simulation.size(largest);
        for (int step = 0; step < 160; step++) {
            next = simulation.order(next, largest, 0);
            simulation.pass(0);
            long hour = trailing(simulation, HOUR);
            long day = trailing(simulation, DAY);
            if (!simulation.room().take(next)) {
                assertThat(hour + next.bytes() > bytesPerHour || day + next.bytes() > bytesPerDay)
                        .isTrue();
            }
            simulation.pass(HOUR / 6);
        }
    }

    private static long trailing(Simulation simulation, long window) {
        return simulation.log.stream()
                .filter(one -> one.millis() > simulation.now - window)
                .mapToLong(Executed::bytes)
                .sum();
    }
}
