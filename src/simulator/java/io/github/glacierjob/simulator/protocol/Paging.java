package io.github.glacierjob.simulator.protocol;

/**
 * Reads the {@code limit} of list operations: a limit that is too large is reduced to the maximum; a value that is not a
 * positive number is refused.
 */
public final class Paging {
    private Paging() {}

    /** The number of items that the page may have. */
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
