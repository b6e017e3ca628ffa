package io.github.glacierjob.internal.egress.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The amounts that count in the windows of limits. Orders without an answer count now, and until a window after their
 * answer. Immutable.
 *
 * @param open     orders without an answer, or with an unclear answer
 * @param answered orders with an answer, the oldest first
 */
public record Spending(Amount open, List<Spent> answered) {

    /** Orders that were answered, the last of them at the given moment. Immutable. */
    public record Spent(Instant at, Amount amount) {}

    public Spending {
        answered = answered.stream().sorted(Comparator.comparing(Spent::at)).toList();
    }

    /** The amount that counts for a limit now. */
    Amount used(Limit limit, Instant now) {
        return answered.stream()
                .filter(spent -> limit.counts(spent.at(), now))
                .map(Spent::amount)
                .reduce(open, Amount::plus);
    }

    /**
     * When a further amount fits into a limit: now, or when enough orders have left the window.
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
