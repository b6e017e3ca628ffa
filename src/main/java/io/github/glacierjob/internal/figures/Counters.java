package io.github.glacierjob.internal.figures;

import io.github.glacierjob.job.CompletedJob;

/** What requests and downloads report. Thread-safe. */
public interface Counters {

    /** Counts nothing. */
    Counters NONE = new Counters() {};

    /** A request is sent. */
    default void requested(String operation) {}

    /** A request is repeated. */
    default void retried(String cause) {}

    /** The service wants fewer requests. */
    default void throttled() {}

    /** Bytes of an output have arrived. */
    default void received(CompletedJob job, long count) {}

    /** Bytes that had arrived are thrown away. */
    default void refetched(long count) {}
}
