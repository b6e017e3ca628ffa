package io.github.glacierjob.internal.figures;

import io.github.glacierjob.job.CompletedJob;

/** Counts the requests and downloads that report to it. Thread-safe. */
public interface Counters {

    /** An implementation that counts nothing. */
    Counters NONE = new Counters() {};

    /** Counts a request that is sent. */
    default void requested(String operation) {}

    /** Counts a request that is repeated. */
    default void retried(String cause) {}

    /** Counts an answer that throttles requests. */
    default void throttled() {}

    /** Counts bytes of an output that have arrived. */
    default void received(CompletedJob job, long count) {}

    /** Counts bytes that have arrived, but are dropped and fetched again. */
    default void refetched(long count) {}
}
