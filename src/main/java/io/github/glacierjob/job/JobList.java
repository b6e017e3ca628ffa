package io.github.glacierjob.job;

import io.github.glacierjob.internal.text.HttpDate;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/**
 * Jobs in the order of their initiation. A later page is requested when an iteration or an index reaches it;
 * {@link #size()} requests all pages. Not modifiable and not thread-safe.
 */
public final class JobList extends AbstractList<GlacierJobDescription> {

    private final List<GlacierJobDescription> seen = new ArrayList<>();
    private final PageSource pages;
    private final Optional<Instant> servedAt;
    private String marker;

    /** Requests the page that begins at a marker. */
    @FunctionalInterface
    public interface PageSource {
        /**
         * Requests one page.
         *
         * @param marker the start of the page, from the page before
         * @return the service's answer
         */
        ListJobsResponse page(String marker);
    }

    /**
     * Creates a list that begins with a page.
     *
     * @param first the first page
     * @param pages the source of the other pages; null if only the first page is wanted
     */
    public JobList(ListJobsResponse first, PageSource pages) {
        this.pages = pages;
        servedAt = HttpDate.in(
                Optional.ofNullable(first.sdkHttpResponse()).flatMap(http -> http.firstMatchingHeader("Date")));
        take(first);
    }

    /** The time of the service when it sent the first page, in whole seconds; empty if the answer has no date. */
    public Optional<Instant> servedAt() {
        return servedAt;
    }

    /**
     * Creates a list of one page.
     *
     * @param jobs       the jobs of the page
     * @param nextMarker the start of the next page; null if this is the last page
     */
    public JobList(List<GlacierJobDescription> jobs, String nextMarker) {
        this(ListJobsResponse.builder().jobList(jobs).marker(nextMarker).build(), null);
    }

    private void take(ListJobsResponse page) {
        seen.addAll(page.jobList());
        marker = page.marker() == null || page.marker().isEmpty() ? null : page.marker();
    }

    /**
     * The start of the next page, after all pages that were requested so far.
     *
     * @return an opaque marker; null after the last page
     */
    public String nextMarker() {
        return marker;
    }

    private boolean reaches(int index) {
        while (index >= seen.size() && marker != null && pages != null) {
            take(pages.page(marker));
        }
        return index < seen.size();
    }

    @Override
    public GlacierJobDescription get(int index) {
        if (index < 0 || !reaches(index)) {
            throw new IndexOutOfBoundsException("There is no job " + index + " in " + seen.size());
        }
        return seen.get(index);
    }

    @Override
    public int size() {
        reaches(Integer.MAX_VALUE);
        return seen.size();
    }

    @Override
    public boolean isEmpty() {
        return !reaches(0);
    }

    @Override
    public Iterator<GlacierJobDescription> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return reaches(next);
            }

            @Override
            public GlacierJobDescription next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return seen.get(next++);
            }
        };
    }
}
