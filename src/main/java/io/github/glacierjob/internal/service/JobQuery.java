package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Set;

/**
 * What a listing asks for. Immutable.
 *
 * @param statusCode InProgress, Succeeded or Failed; null for all
 * @param completed  {@code true}, {@code false}, or null for both
 * @param limit      jobs in the one page that is wanted, 1 to 50; null for all pages
 * @param marker     where that page begins, from an earlier listing; null for the beginning
 */
public record JobQuery(String statusCode, Boolean completed, Integer limit, String marker) {

    /** Most jobs that the service puts into a page. Source: ListJobs, {@code limit}. */
    public static final int MAX_LIMIT = 50;

    /** Every completed job. */
    public static final JobQuery COMPLETED = new JobQuery(null, true, null, null);

    private static final Set<String> STATUS_CODES = Set.of("InProgress", "Succeeded", "Failed");

    /** Refuses what the service would refuse. */
    public JobQuery {
        if (statusCode != null && !STATUS_CODES.contains(statusCode)) {
            throw Rejection.of("filterStatusCode", statusCode, "must be InProgress, Succeeded or Failed");
        }
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw Rejection.of("limit", limit, "must be 1 to " + MAX_LIMIT);
        }
        if (marker != null && marker.isEmpty()) {
            throw Rejection.of("marker", marker, "must be the marker of an earlier listing");
        }
    }

    /**
     * Whether one page is wanted instead of all.
     *
     * @return true if there is a limit or a marker
     */
    public boolean isOnePage() {
        return limit != null || marker != null;
    }
}
