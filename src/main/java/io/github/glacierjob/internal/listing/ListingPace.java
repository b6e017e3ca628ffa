package io.github.glacierjob.internal.listing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a consumer reads the job list again. A short list is read at each poll. A long one takes a bounded share of the time and of
 * the requests, also if it fails at a late page. Thread-safe.
 */
public final class ListingPace {

    /** A list of at most so many pages, 1,000 jobs, is read at each poll. */
    static final int FREE_PAGES = 20;

    /** From the beginning of a listing to that of the next one, in times of its duration. */
    static final int TIMES = 10;

    /** The same for each page: 600 pages a minute. */
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
     * Nothing was read yet.
     *
     * @param nanos a clock that never jumps
     */
    public ListingPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The next poll reads, as the first one after a start does. */
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

    /** A page has been read. */
    public synchronized void page() {
        pages++;
        requests++;
    }

    /** The list has been read to its end, or failed. */
    public synchronized void end() {
        lastPages = pages;
        lastDuration = nanos.getAsLong() - begun;
        free = pages <= FREE_PAGES;
        due = begun + Math.max(TIMES * lastDuration, pages * PER_PAGE.toNanos());
    }

    /** Pages read so far. */
    public synchronized long requests() {
        return requests;
    }

    /** Pages of the last listing. */
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
