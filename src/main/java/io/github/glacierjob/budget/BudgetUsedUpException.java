package io.github.glacierjob.budget;

import io.github.glacierjob.internal.text.Rejection;
import java.time.Instant;
import java.util.Optional;

/** A budget has no room for an order now. A later try may succeed. */
public class BudgetUsedUpException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Instant roomAt;

    /**
     * Creates the exception.
     *
     * @param message which limit leaves no room
     * @param roomAt  the time when there is room; null if it is not known
     */
    public BudgetUsedUpException(String message, Instant roomAt) {
        super(Rejection.printable(message));
        this.roomAt = roomAt;
    }

    /**
     * The time when there is room for the order.
     *
     * @return empty if time alone does not help, or if it depends on orders that have no answer yet
     */
    public Optional<Instant> roomAt() {
        return Optional.ofNullable(roomAt);
    }
}
