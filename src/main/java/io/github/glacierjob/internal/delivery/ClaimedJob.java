package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.outlet.Uninterrupted;
import io.github.glacierjob.internal.output.Chunk;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/**
 * A job that only this node works on, from its claim to its release. Fetches the output, sends each message into the
 * route, and commits the message when it is done. Used by one thread.
 *
 * @param commits hold the claim
 * @param labels  writes further headers into each message
 */
public record ClaimedJob(ConsumedVault consumed, CompletedJob job, Commits commits, Labels labels)
        implements AutoCloseable {

    /** Claims a job for this node; empty if another node has claimed it or it is consumed. */
    public static Optional<ClaimedJob> claim(ConsumedVault vault, JobLedger ledger, CompletedJob job) {
        return ledger.claim(job)
                .map(claim -> new ClaimedJob(vault, job, new LedgerCommits(ledger, job, claim), exchange -> {}));
    }

    /** The same claim with another job, which continues an expired output. */
    public ClaimedJob servedBy(CompletedJob next) {
        return new ClaimedJob(consumed, next, commits, labels);
    }

    JobOutput output() {
        return consumed.vault().output(consumed.vault().address(), job, commits.serving(job));
    }

    /** The download of the rest of the output, with the digests that the labels need. */
    OutputDownload download() {
        OutputDownload download = output().download(progress());
        download.compute(labels.digests(download.position()));
        return download;
    }

    Optional<Progress> progress() {
        return commits.progress();
    }

    /** Whether the next message may be sent. */
    boolean mayGoOn() {
        return consumed.outlet().isOpen();
    }

    /** Starts to watch the pace of the output: a warning reports if it will expire before its end. */
    void watch(long size, LongSupplier position) {
        consumed.statistics().paces().begin(job, size, position);
        consumed.statistics().figures().begin(job, commits.name(), size, position);
        commits.watch(position);
    }

    /** Creates the exchange of the job's next message. */
    Exchange exchange() {
        return consumed.outlet().exchange();
    }

    /**
     * Sends a message, and commits it when it is done.
     *
     * @param size bytes of the output in the message
     */
    void send(Exchange exchange, long size, Runnable commit) throws RouteFailedException, InterruptedException {
        labels.write(exchange);
        sendLabelled(exchange, size, commit);
    }

    /** Sends the chunk that a download has returned last, and commits it when it is done. */
    void send(Exchange exchange, Chunk chunk, OutputDownload download)
            throws RouteFailedException, InterruptedException {
        labels.write(exchange, chunk.digests(), download.digests());
        // The commit runs before the next chunk is taken, so the progress belongs to this chunk.
        sendLabelled(exchange, chunk.bytes().length, () -> advance(download.progress()));
    }

    private void sendLabelled(Exchange exchange, long size, Runnable commit)
            throws RouteFailedException, InterruptedException {
        consumed.outlet().send(exchange, commits::requireClaim, commit);
        consumed.statistics().messageDone(size);
    }

    /** Commits how far the output is consumed. */
    void advance(Progress reached) {
        commits.advance(reached);
    }

    /** Commits the job as consumed. */
    void record() {
        commits.record();
    }

    /** Records that the output can no longer be delivered, and counts it as lost. */
    public void giveUp() {
        record();
        consumed.statistics().outputLost(job);
    }

    @Override
    public void close() {
        consumed.statistics().paces().end(job);
        consumed.statistics().figures().end(job);
        Uninterrupted.run(commits::close);
    }
}
