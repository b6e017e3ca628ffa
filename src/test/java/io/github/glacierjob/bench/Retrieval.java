package io.github.glacierjob.bench;

import java.util.List;

/** A way of getting outputs: what a contestant does. */
interface Retrieval extends AutoCloseable {

    /** Brings the outputs, all of one vault, into files named after their jobs, verified; returns when all are there. */
    void retrieve(List<Output> outputs) throws Exception;

    @Override
    default void close() {}
}
