package io.github.glacierjob.simulator.protocol;

/** The {@code limit} of the list operations: too large a one is clamped, anything but a positive number is refused. */
public final class Paging {
    private Paging() {}

    /** How many items the page may have. */
    public static int limit(Call call, int maximum) {
        String limit = call.query().get("limit");
        if (limit == null) {
            return maximum;
        }
        if (!limit.matches("\\d{1,9}") || Integer.parseInt(limit) == 0) {
            throw GlacierError.invalid("Invalid limit: " + limit);
        }
        return Math.min(maximum, Integer.parseInt(limit));
    }
}
