package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.job.VaultAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/** The pages of a job list after the first one. A service that does not come to an end is an exception. Not thread-safe. */
final class JobPages implements JobList.PageSource {

    private static final int MOST_EMPTY = 1000;

    private final ListJobsRequest first;
    private final Function<ListJobsRequest, ListJobsResponse> service;
    private final Set<String> markers = new HashSet<>();
    private int emptyInARow;

    JobPages(ListJobsRequest first, Function<ListJobsRequest, ListJobsResponse> service) {
        this.first = first;
        this.service = service;
    }

    @Override
    public ListJobsResponse page(String marker) {
        if (!markers.add(marker)) {
            throw endless("expected a new marker on each page of the job list, got '" + Rejection.printable(marker)
                    + "' twice");
        }
        ListJobsResponse page = service.apply(first.copy(next -> next.marker(marker)));
        emptyInARow = page.jobList().isEmpty() ? emptyInARow + 1 : 0;
        if (emptyInARow == MOST_EMPTY) {
            throw endless("expected jobs or the end of the job list, got " + MOST_EMPTY + " empty pages in a row");
        }
        return page;
    }

    private SdkClientException endless(String words) {
        return SdkClientException.create(
                "Vault " + VaultAddress.parse(first.vaultName(), first.accountId()) + ": " + words);
    }
}
