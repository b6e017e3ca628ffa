package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.egress.claim.ClaimLostException;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.UnreadableOutputException;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.proof.SinkDifferenceException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The kinds of failed deliveries. */
enum Trouble {
    /** The route failed: the cause is the archive or the destination. */
    ROUTE,
    /** All requests succeeded, but the bytes are not those of the archive. */
    CORRUPT,
    /** A request for the output was answered with 404, or the job has no output. */
    GONE,
    /** The network, the service, a disk, the database or this program failed, which says nothing about the archive. */
    OURS,
    /** The delivery was stopped. */
    STOPPED,
    /** Another node may have claimed the archive. */
    LOST;

    /** The kind of a failure. A route that reads a stream fails with the exception of the stream. */
    static Trouble of(Throwable thrown) {
        if (!(thrown instanceof RouteFailedException)) {
            return ofFetching(thrown);
        }
        return find(thrown, UnreadableOutputException.class)
                .map(unreadable -> ofFetching(unreadable.getCause()))
                .orElse(ROUTE);
    }

    private static Trouble ofFetching(Throwable failure) {
        if (find(failure, ClaimLostException.class).isPresent()) {
            return LOST;
        }
        if (find(failure, CancellationException.class).isPresent() || failure instanceof InterruptedException) {
            return STOPPED;
        }
        if (find(failure, SinkDifferenceException.class).isPresent()) {
            return ROUTE;
        }
        if (find(failure, TreeHashMismatchException.class).isPresent()) {
            return CORRUPT;
        }
        boolean gone = find(failure, JobOutputExpiredException.class).isPresent()
                || find(failure, JobFailedException.class).isPresent();
        return gone ? GONE : OURS;
    }

    /** The first cause of a type. The chain of causes may contain a cycle. */
    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 50; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
