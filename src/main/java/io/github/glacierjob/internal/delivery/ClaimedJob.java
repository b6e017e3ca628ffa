package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.ledger.Claims;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/**
 * A job that this node alone works on, from its claim to the release: its output is fetched, each message is sent into the
 * route and committed when it is done. Used by one thread.
 */
public final class ClaimedJob implements AutoCloseable {

    private final ConsumedVault consumed;
    private final CompletedJob job;
    private final Claims.Claim claim;

    private ClaimedJob(ConsumedVault consumed, CompletedJob job, Claims.Claim claim) {
        this.consumed = consumed;
        this.job = job;
        this.claim = claim;
    }

    /** Claims a job for this node, unless another one has it or it is consumed. */
    public static Optional<ClaimedJob> claim(ConsumedVault vault, CompletedJob job) {
        return vault.ledger().claim(job).map(claim -> new ClaimedJob(vault, job, claim));
    }

    public CompletedJob job() {
        return job;
    }

    /** The same claim with the job that an expired output continues with. */
    public ClaimedJob servedBy(CompletedJob next) {
        return new ClaimedJob(consumed, next, claim);
    }

    JobOutput output() {
        return consumed.vault().output(consumed.vault().address(), job);
    }

    Optional<Progress> progress() {
        return consumed.ledger().progress(job);
    }

    /** Whether the next message may be sent. */
    boolean mayGoOn() {
        return consumed.outlet().isOpen();
    }

    /** From now on a warning says if the output will expire before its end. */
    void watch(long size, LongSupplier position) {
        consumed.paces().begin(job, size, position);
    }

    /** The exchange of the job's next message. */
    Exchange exchange() {
        return consumed.outlet().exchange();
    }

    /**
     * Sends a message, and commits it when it is done.
     *
     * @param size bytes of the output in the message
     */
    void send(Exchange exchange, long size, Runnable commit) throws RouteFailedException, InterruptedException {
        consumed.outlet().send(exchange, () -> consumed.ledger().requireClaim(job), commit);
        consumed.statistics().messageDone(size);
    }

    /** Commits how far the output is consumed. */
    void advance(Progress reached) {
        consumed.ledger().advance(job, reached);
    }

    /** Commits the job as consumed. */
    void record() {
        consumed.ledger().record(job);
    }

    /** Gives the output up: it cannot be delivered any more. */
    public void giveUp() {
        record();
        consumed.statistics().outputLost();
    }

    @Override
    public void close() {
        consumed.paces().end(job);
        Uninterrupted.run(claim::close);
    }
}
