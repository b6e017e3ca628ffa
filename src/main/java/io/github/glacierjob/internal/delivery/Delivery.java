package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.job.CompletedJob;

/**
 * Takes one claimed job through the route in one of the output modes: message by message, each committed when it is done,
 * the next only then. Used by the consumer's worker threads, one job each.
 */
public interface Delivery {

    /** Returns whether the job is consumed; false if this side stopped in between. */
    boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException;

    /** Removes what a crash between the commit of this job and its end has left behind. */
    default void removeLeftovers(CompletedJob consumed) {}

    /** Ends the fetching ahead for messages that will not be sent; a message that is in the route goes on. */
    default void stopFetching() {}
}
