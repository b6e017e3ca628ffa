package io.github.glacierjob.bench;

import java.util.List;

/** A way of getting outputs: what a contestant does. */
interface Retrieval extends AutoCloseable {

    /** Does what a program that runs for days has done long before: makes its client. */
    default void prepare(List<Output> outputs) throws Exception {}

    /** Brings the outputs, all of one vault, into files named after their jobs, verified; returns when all are there. */
    void retrieve(List<Output> outputs) throws Exception;

    @Override
    default void close() {}
}
