package io.github.glacierjob.budget;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Limit;
import io.github.glacierjob.internal.egress.budget.Room.Refusal;
import java.time.Duration;
import java.util.List;

/** The orders that count in a budget. */
interface Holdings {

    /** An order whose process died counts as if its answer had come so long after it. */
    Duration LONGEST_ANSWER = Duration.ofHours(1);

    /**
     * An order that may be sent, or why it may not.
     *
     * @param id      of the order; null if there is no room for it
     * @param refusal null if there is room
     */
    record Taken(String id, Refusal refusal) {}

    /** Takes an amount if it fits; it counts from now on. */
    Taken take(List<Limit> limits, Amount amount);

    /** The order has its answer: it counts until a window from now. */
    void answered(String id);

    /** The order was certainly not executed. */
    void giveBack(String id);
}
