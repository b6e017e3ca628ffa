package io.github.glacierjob.internal.egress.delivery;

import io.github.glacierjob.internal.egress.claim.ClaimLostException;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.UnreadableOutputException;
import io.github.glacierjob.internal.text.Causes;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.proof.SinkDifferenceException;
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
        return Causes.first(thrown, UnreadableOutputException.class)
                .map(unreadable -> ofFetching(unreadable.getCause()))
                .orElse(ROUTE);
    }

    private static Trouble ofFetching(Throwable failure) {
        if (Causes.has(failure, ClaimLostException.class)) {
            return LOST;
        }
        if (Causes.has(failure, CancellationException.class) || failure instanceof InterruptedException) {
            return STOPPED;
        }
        if (Causes.has(failure, SinkDifferenceException.class)) {
            return ROUTE;
        }
        if (Causes.has(failure, TreeHashMismatchException.class)) {
            return CORRUPT;
        }
        boolean gone =
                Causes.has(failure, JobOutputExpiredException.class) || Causes.has(failure, JobFailedException.class);
        return gone ? GONE : OURS;
    }
}
