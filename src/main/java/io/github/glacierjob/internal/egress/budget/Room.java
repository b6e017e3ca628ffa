package io.github.glacierjob.internal.egress.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The room that the limits leave at a moment. Each order that is taken makes it smaller. Not thread-safe. */
public final class Room {

    private final List<Limit> limits;
    private final Spending spending;
    private final Instant now;
    private final List<Amount> used = new ArrayList<>();
    private Amount taken = Amount.NONE;

    /** The room that is left beside the orders that count now. */
    public Room(List<Limit> limits, Spending spending, Instant now) {
        this.limits = List.copyOf(limits);
        this.spending = spending;
        this.now = now;
        limits.forEach(limit -> used.add(spending.used(limit, now)));
    }

    /**
     * Why an order does not fit. Immutable.
     *
     * @param limit   the limit that leaves no room for the longest time
     * @param at      when the order fits, if no order without an answer was executed; null if that is not known
     * @param isNever whether the order would not fit into an empty window either
     */
    public record Refusal(Limit limit, Instant at, boolean isNever) {}

    /** Takes an order if it fits into all limits; returns false if it does not fit. */
    public boolean take(Amount order) {
        for (int i = 0; i < limits.size(); i++) {
            if (!fits(i, order)) {
                return false;
            }
        }
        taken = taken.plus(order);
        return true;
    }

    /**
     * Whether an order fits into a limit. If it adds nothing to the measure, it always fits: the limit may have been
     * lowered below what was used before.
     */
    private boolean fits(int limit, Amount order) {
        return limits.get(limit).measure().of(order).signum() == 0
                || limits.get(limit).holds(used.get(limit).plus(taken).plus(order));
    }

    /** The largest number of orders that fit, whatever their sizes. */
    public long mostOrders() {
        long most = Long.MAX_VALUE;
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).measure() == Limit.Measure.ORDERS) {
                Amount now = used.get(i).plus(taken);
                most = Math.min(most, limits.get(i).most().longValue() - now.orders());
            }
        }
        return Math.max(0, most);
    }

    /** Why an order does not fit, and when it will; empty if it fits. */
    public Optional<Refusal> refusal(Amount order) {
        Optional<Refusal> longest = Optional.empty();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            if (!fits(i, order)) {
                Refusal refusal = new Refusal(
                        limit, spending.fitsAt(limit, taken.plus(order), now).orElse(null), !limit.holds(order));
                longest =
                        Optional.of(longest.map(other -> later(other, refusal)).orElse(refusal));
            }
        }
        return longest;
    }

    /**
     * The refusal that lasts longer: first one that never ends, then one whose end is not known, then the one that ends
     * later.
     */
    private static Refusal later(Refusal one, Refusal other) {
        if (one.isNever() != other.isNever()) {
            return one.isNever() ? one : other;
        }
        if (one.at() == null || other.at() == null) {
            return one.at() == null ? one : other;
        }
        return other.at().isAfter(one.at()) ? other : one;
    }
}
