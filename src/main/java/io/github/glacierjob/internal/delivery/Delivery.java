package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.job.CompletedJob;

/**
 * Takes one claimed job through the route in one of the output modes: message by message. Each message is committed
 * when it is done, and only then the next one is sent. Used by the consumer's worker threads, one job each.
 */
public interface Delivery {

    /** Returns whether the job is consumed; false if the consumer stopped before that. */
    boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException;

    /** Removes the files that remain if a crash happened after the commit of this job. */
    default void removeLeftovers(CompletedJob consumed) {}

    /** Stops fetching for messages that will not be sent; a message that is in the route continues. */
    default void stopFetching() {}
}
