package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/**
 * Reads the pages of a job list after the first page. Throws an exception if the service's pages have no end. Not
 * thread-safe.
 */
final class JobPages implements JobList.PageSource {

    private static final int MOST_EMPTY = 1000;

    private final ListJobsRequest first;
    private final Function<ListJobsRequest, ListJobsResponse> service;
    private String previous;
    private String earlier;
    private long pages;
    private int emptyInARow;

    JobPages(ListJobsRequest first, Function<ListJobsRequest, ListJobsResponse> service) {
        this.first = first;
        this.service = service;
    }

    @Override
    public ListJobsResponse page(String marker) {
        if (marker.equals(previous) || marker.equals(earlier)) {
            throw endless("expected a new marker on each page of the job list, got '" + Rejection.printable(marker)
                    + "' twice");
        }
        ListJobsResponse page = service.apply(first.copy(next -> next.marker(marker)));
        // Not before: a page that failed may be requested again.
        remember(marker);
        emptyInARow = page.jobList().isEmpty() ? emptyInARow + 1 : 0;
        if (emptyInARow == MOST_EMPTY) {
            throw endless("expected jobs or the end of the job list, got " + MOST_EMPTY + " empty pages in a row");
        }
        return page;
    }

    /**
     * Remembers two markers, which are enough to detect any circle in a list of any length: the last marker, and a marker
     * that is replaced after 1, 2, 4, 8, ... pages. From some replacement on, the second marker is in the circle, and the
     * circle has fewer pages than remain until the next replacement, so the marker is seen again.
     */
    private void remember(String marker) {
        pages++;
        if (Long.bitCount(pages) == 1) {
            earlier = marker;
        }
        previous = marker;
    }

    private SdkClientException endless(String words) {
        return SdkClientException.create(
                "Vault " + VaultAddress.parse(first.vaultName(), first.accountId()) + ": " + words);
    }
}
