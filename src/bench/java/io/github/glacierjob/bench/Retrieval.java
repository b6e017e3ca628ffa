package io.github.glacierjob.bench;

import java.util.List;

/** A way to retrieve outputs: the work of a contestant. */
interface Retrieval extends AutoCloseable {

    /** Does the work that a long-running program does only once: creates its client. */
    default void prepare(List<Output> outputs) throws Exception {}

    /**
     * Retrieves the outputs, all of one vault, into files named after their jobs, and verifies them; returns when all
     * files are complete.
     */
    void retrieve(List<Output> outputs) throws Exception;

    @Override
    default void close() {}
}
