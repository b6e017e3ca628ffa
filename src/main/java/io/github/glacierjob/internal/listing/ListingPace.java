package io.github.glacierjob.internal.listing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a consumer reads the job list again. A short list is read at each poll. A long list is read less often, so
 * that it takes a limited share of the time and of the requests, also if it fails at a late page. Thread-safe.
 */
public final class ListingPace {

    /** The most pages of a list that is read at each poll; they have 1,000 jobs. */
    static final int FREE_PAGES = 20;

    /** The time from the start of a listing to the start of the next, as a multiple of the listing's duration. */
    static final int TIMES = 10;

    /** The least time from start to start for each page: 600 pages a minute. */
    static final Duration PER_PAGE = Duration.ofMillis(100);

    private final LongSupplier nanos;
    private long begun;
    private int pages;
    private int lastPages;
    private long lastDuration;
    private long requests;
    private boolean free = true;
    private long due;

    /**
     * Creates the pace before the first listing.
     *
     * @param nanos a clock that never jumps
     */
    public ListingPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Makes the next poll read the list, like the first poll after a start. */
    public synchronized void restart() {
        free = true;
    }

    /** Whether this poll reads the list. */
    public synchronized boolean isDue() {
        return free || nanos.getAsLong() - due >= 0;
    }

    public synchronized void begin() {
        begun = nanos.getAsLong();
        pages = 0;
    }

    /** Counts a page that was read. */
    public synchronized void page() {
        pages++;
        requests++;
    }

    /** Ends a listing that is complete or has failed. */
    public synchronized void end() {
        lastPages = pages;
        lastDuration = nanos.getAsLong() - begun;
        free = pages <= FREE_PAGES;
        due = begun + Math.max(TIMES * lastDuration, pages * PER_PAGE.toNanos());
    }

    /** The number of pages read so far. */
    public synchronized long requests() {
        return requests;
    }

    /** The number of pages of the last listing. */
    public synchronized int lastPages() {
        return lastPages;
    }

    public synchronized Duration lastDuration() {
        return Duration.ofNanos(lastDuration);
    }

    /** The time until the list may be read again; zero if the next poll reads it. */
    public synchronized Duration untilDue() {
        return isDue() ? Duration.ZERO : Duration.ofNanos(due - nanos.getAsLong());
    }
}
