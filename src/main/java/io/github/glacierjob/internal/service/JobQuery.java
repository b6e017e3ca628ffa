package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.VaultAddress;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * The parameters of a listing. Immutable.
 *
 * @param statusCode InProgress, Succeeded or Failed; null for all
 * @param completed  {@code true}, {@code false}, or null for both
 * @param limit      jobs in the one wanted page, 1 to 50; null for all pages
 * @param marker     the start of that page, from an earlier listing; null for the beginning
 */
public record JobQuery(String statusCode, Boolean completed, Integer limit, String marker) {

    /** The most jobs in a page of the service. Source: ListJobs, {@code limit}. */
    public static final int MAX_LIMIT = 50;

    public static final JobQuery ALL = new JobQuery(null, null, null, null);
    public static final JobQuery COMPLETED = new JobQuery(null, true, null, null);

    /** Refuses values that the service would refuse. */
    public JobQuery {
        Rejection.unless(
                statusCode == null || StatusCode.knownValues().contains(StatusCode.fromValue(statusCode)),
                "filterStatusCode",
                statusCode,
                "must be InProgress, Succeeded or Failed");
        Rejection.unless(
                limit == null || limit >= 1 && limit <= MAX_LIMIT, "limit", limit, "must be 1 to " + MAX_LIMIT);
        Rejection.unless(
                marker == null || !marker.isEmpty(), "marker", marker, "must be the marker of an earlier listing");
    }

    /** Creates the request for a vault; only the SDK's own settings are kept from the given request. */
    public ListJobsRequest in(VaultAddress vault, ListJobsRequest given) {
        return given.toBuilder()
                .accountId(vault.accountId())
                .vaultName(vault.name())
                .statuscode(statusCode)
                .completed(completed == null ? null : completed.toString())
                .limit(limit == null ? null : limit.toString())
                .marker(marker)
                .build();
    }

    /** Whether one page is wanted instead of all. */
    public boolean isOnePage() {
        return limit != null || marker != null;
    }
}
