package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.range.Serving;
import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Commits the progress of one output, which only this node delivers until {@link #close()}. Used by one thread. */
public interface Commits extends AutoCloseable {

    /** The progress that earlier deliveries committed. */
    Optional<Progress> progress();

    /**
     * Refuses to continue with an output that another node may deliver now.
     *
     * @throws IllegalStateException if the claim is lost
     */
    void requireClaim();

    /** The job whose output is requested from the service. */
    default Serving serving(CompletedJob job) {
        return Serving.by(job.id());
    }

    /** The name of the output for people; null if the job's description is the name. */
    default String name() {
        return null;
    }

    /** Sets the source of the number of bytes received so far. */
    default void watch(LongSupplier received) {}

    /** Commits the progress of the delivery. */
    void advance(Progress reached);

    /** Commits the output as delivered or as lost. */
    void record();

    /** Releases the claim. */
    @Override
    void close();
}
