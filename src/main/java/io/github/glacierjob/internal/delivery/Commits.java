package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is committed of one output, which this node alone delivers until it is closed. Used by one thread. */
public interface Commits extends AutoCloseable {

    /** How far the output was delivered before. */
    Optional<Progress> progress();

    /**
     * Refuses to go on with an output that another node may work on by now.
     *
     * @throws IllegalStateException if the claim is lost
     */
    void requireClaim();

    /** The job that is asked for the output. */
    default Serving serving(CompletedJob job) {
        return Serving.by(job.id());
    }

    /** The name of what is delivered, for people; null for the description of its job. */
    default String name() {
        return null;
    }

    /** From now on this says how many bytes of the output have been received. */
    default void watch(LongSupplier received) {}

    /** Commits how far the output is delivered. */
    void advance(Progress reached);

    /** Commits the output as delivered, or as given up. */
    void record();

    /** Releases the claim. */
    @Override
    void close();
}
