package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.job.CompletedJob;

/**
 * Delivers one claimed job to the route in one of the output modes, message by message. Each message is committed when it
 * is done; then the next message is sent. Used by the consumer's worker threads, one job each.
 */
public interface Delivery {

    /** Delivers the job; returns false if the consumer stopped before the job was consumed. */
    boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException;

    /** Removes the files that a crash after the commit of this job has left. */
    default void removeLeftovers(CompletedJob consumed) {}

    /** Stops fetching for messages that will not be sent; a message that is in the route continues. */
    default void stopFetching() {}
}
