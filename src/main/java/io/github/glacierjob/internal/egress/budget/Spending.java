package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What counts in the windows of limits: orders that have no answer yet, which count now and until a window after their answer,
 * and those that have one. Immutable.
 *
 * @param open     without an answer, or with one that is not clear
 * @param answered the oldest first
 */
public record Spending(Amount open, List<Spent> answered) {

    /** Orders whose last answer was at a moment. Immutable. */
    public record Spent(Instant at, Amount amount) {}

    public Spending {
        answered = answered.stream().sorted(Comparator.comparing(Spent::at)).toList();
    }

    /** What counts for a limit now. */
    Amount used(Limit limit, Instant now) {
        return answered.stream()
                .filter(spent -> limit.counts(spent.at(), now))
                .map(Spent::amount)
                .reduce(open, Amount::plus);
    }

    /**
     * When an amount fits beside what counts: now, or later when something that counts now has left the window.
     *
     * @return empty if that depends on orders without an answer, or if time alone does not help
     */
    Optional<Instant> fitsAt(Limit limit, Amount more, Instant now) {
        BigDecimal excess = limit.excess(used(limit, now).plus(more));
        if (excess.signum() <= 0) {
            return Optional.of(now);
        }
        if (limit.window() == null) {
            return Optional.empty();
        }
        for (Spent spent : answered) {
            if (limit.counts(spent.at(), now)) {
                excess = excess.subtract(limit.measure().of(spent.amount()));
                if (excess.signum() <= 0) {
                    return Optional.of(spent.at().plus(limit.window()));
                }
            }
        }
        return Optional.empty();
    }
}
