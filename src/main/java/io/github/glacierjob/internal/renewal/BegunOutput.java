package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.OrderHistory;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * An archive's output whose consumption has begun, and the orders for the rest of it after it expired. It is stored as
 * one line, so that any node can read it after a crash. Immutable.
 *
 * @param job   the job whose output began
 * @param gone  ids of the jobs whose output is gone; empty until the first output is gone
 * @param lostPayments how many of those jobs were initiated, and paid, for this output
 * @param asked the last request for a job; null if no request was sent since the last output was gone
 * @param next  the job that the output continues with; null until it is known
 */
public record BegunOutput(CompletedJob job, Set<String> gone, int lostPayments, Asked asked, Next next) {

    private static final String KIND = "begun-2";

    public BegunOutput {
        gone = Set.copyOf(gone);
    }

    /**
     * A request for a job that may have been executed.
     *
     * @param begun  the moment just before it was sent, by this machine's clock
     * @param since  the same moment by the service's clock, null until it is known
     * @param before ids of jobs that existed before
     */
    record Asked(Instant begun, Instant since, Set<String> before) {}

    /**
     * The job that an output continues with.
     *
     * @param jobId  its id
     * @param reused whether the job existed before, so that another program may use it too
     */
    record Next(String jobId, boolean reused) {}

    public static BegunOutput of(CompletedJob job) {
        return new BegunOutput(job, Set.of(), 0, null, null);
    }

    /** Whether the output of the first job is gone. */
    boolean isExpired() {
        return !gone.isEmpty();
    }

    /** Whether a request for a job was sent and it is not known whether it created a job. */
    boolean isUnsettled() {
        return asked != null && next == null;
    }

    /** A copy with one more payment, for a job that is not known. */
    BegunOutput withUnknownPayment() {
        return new BegunOutput(job, gone, lostPayments + 1, asked, next);
    }

    /** A copy that records that the output of this job is gone. */
    BegunOutput afterLossOf(String jobId) {
        Set<String> more = new TreeSet<>(gone);
        more.add(jobId);
        boolean paid = next != null && !next.reused();
        return new BegunOutput(job, more, paid ? lostPayments + 1 : lostPayments, null, null);
    }

    /**
     * A copy with the state of the last request for a job.
     *
     * @param sent the request, with its answer if there is one; null if the service did not execute it
     */
    BegunOutput withRequest(OrderHistory.Sent sent) {
        if (sent == null) {
            return new BegunOutput(job, gone, lostPayments, null, null);
        }
        Next made = sent.answer() == null ? null : new Next(sent.answer().jobId(), false);
        return new BegunOutput(job, gone, lostPayments, new Asked(sent.begun(), sent.since(), sent.before()), made);
    }

    /**
     * A copy with the job that the output continues with.
     *
     * @param now the time of the decision; used if no request was sent
     */
    BegunOutput continuedBy(Next nextJob, Instant now) {
        return new BegunOutput(
                job, gone, lostPayments, asked != null ? asked : new Asked(now, null, Set.of()), nextJob);
    }

    /** The last request for a job, in the form for an {@code Initiator}. */
    Optional<OrderHistory.Sent> lastRequest(JobOrder order) {
        return Optional.ofNullable(asked)
                .map(last ->
                        new OrderHistory.Sent(order.request(), last.begun(), null, last.before(), last.since(), null));
    }

    /**
     * The job that was initiated only for this output and is not consumed by itself; empty if the output continues with
     * an existing job or with no job yet. Only the key of the result is right, not its description.
     */
    Optional<CompletedJob> ownJob() {
        return Optional.ofNullable(next)
                .filter(made -> !made.reused())
                .map(made -> new CompletedJob(
                        job.details().toBuilder().jobId(made.jobId()).build()));
    }

    /** Whether another job's output has the same bytes: archive, retrieved range, size and hash are the same. */
    boolean isSameAs(CompletedJob other) {
        GlacierJobDescription mine = job.details();
        return other.isArchive()
                && Objects.equals(mine.archiveId(), other.details().archiveId())
                && job.outputStart() == other.outputStart()
                && job.outputSize().equals(other.outputSize())
                && Objects.equals(mine.archiveSizeInBytes(), other.details().archiveSizeInBytes())
                && job.outputTreeHash().equals(other.outputTreeHash());
    }

    /** The line to store. */
    public String encode() {
        return SealedLine.of(
                        KIND,
                        String.join(",", gone),
                        asked == null ? null : asked.begun(),
                        asked == null ? null : asked.since(),
                        asked == null ? null : String.join(",", asked.before()),
                        next == null ? null : next.jobId(),
                        next == null ? null : next.reused(),
                        lostPayments,
                        ServiceJson.JOB.toText(job.details()))
                .seal();
    }

    /** Reads a stored line; empty for null, and if the line is incomplete, of another program or of another version. */
    public static Optional<BegunOutput> decode(String line) {
        return SealedLine.open(line).flatMap(read -> read.as(KIND, BegunOutput::of));
    }

    private static BegunOutput of(SealedLine fields) {
        Instant begun = moment(fields.text(1));
        String jobId = fields.text(4);
        return new BegunOutput(
                new CompletedJob(ServiceJson.JOB.fromText(fields.text(7))),
                Set.copyOf(fields.words(0)),
                Integer.parseInt(fields.text(6)),
                begun == null ? null : new Asked(begun, moment(fields.text(2)), Set.copyOf(fields.words(3))),
                jobId == null ? null : new Next(jobId, Boolean.parseBoolean(fields.text(5))));
    }

    private static Instant moment(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
