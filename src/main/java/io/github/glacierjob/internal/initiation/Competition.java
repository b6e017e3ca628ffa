package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.listing.Moment;
import io.github.glacierjob.internal.listing.SharedListing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Coordinates orders of this process, of all endpoints, that might use the same job. Such orders wait for each other.
 * They do not use a listing that began before the last request ended, unless it shows the job of that request.
 * Thread-safe.
 */
final class Competition {

    private static final int LOCK_COUNT = 64;
    private static final int MOST = 10_000;

    private final List<Object> locks =
            Stream.generate(Object::new).limit(LOCK_COUNT).toList();
    private final Map<Object, Attempt> last = new LinkedHashMap<>();
    private Moment forgotten = Moment.START;

    /**
     * A request that was, or may have been, executed.
     *
     * @param ended   when it was answered or failed
     * @param knownBy the listing that shows its job at once; null if its job is not known
     */
    private record Attempt(Moment ended, SharedListing knownBy) {}

    /** The lock for orders that might use the same job. */
    Object lockOf(JobOrder order) {
        return locks.get(Math.floorMod(order.competition().hashCode(), LOCK_COUNT));
    }

    synchronized void ended(JobOrder order, SharedListing knownBy) {
        last.remove(order.competition());
        last.put(order.competition(), new Attempt(Moment.now(), knownBy));
        if (last.size() > MOST) {
            Object eldest = last.keySet().iterator().next();
            forgotten = last.remove(eldest).ended();
        }
    }

    /**
     * The moment after which a listing must have begun so that it has the jobs of all such orders. While the result of a
     * request is not known, each order reads the job list again.
     */
    synchronized Moment lastUnknownTo(SharedListing listing, JobOrder order) {
        Attempt attempt = last.get(order.competition());
        if (attempt == null || listing.equals(attempt.knownBy())) {
            return forgotten;
        }
        return attempt.knownBy() == null ? Moment.now() : attempt.ended();
    }
}
