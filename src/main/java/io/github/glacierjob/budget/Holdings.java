package io.github.glacierjob.budget;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Limit;
import io.github.glacierjob.internal.egress.budget.Room.Refusal;
import java.time.Duration;
import java.util.List;

/** Keeps the orders that count in a budget. */
interface Holdings {

    /** An order without an answer, for example because its process died, counts as if it was answered after this time. */
    Duration LONGEST_ANSWER = Duration.ofHours(1);

    /**
     * The result of a request for room: the order's id, or the reason for the refusal.
     *
     * @param id      the id of the order; null if there is no room for it
     * @param refusal null if there is room
     */
    record Taken(String id, Refusal refusal) {}

    /** Adds an order of this amount if it fits the limits; it counts from now on. */
    Taken take(List<Limit> limits, Amount amount);

    /** Records that the order was answered: it counts until one window from now. */
    void answered(String id);

    /** Removes an order that was certainly not executed. */
    void giveBack(String id);
}
