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
 * An archive's output whose consumption has begun, and what was done to get the rest of it after it expired. Stored as one
 * line, so that any node knows it after any crash. Immutable.
 *
 * @param job   the job that it began with
 * @param gone  ids of the jobs whose output is gone; empty while the first one lives
 * @param lostPayments how many of those jobs were initiated for this output, each for money
 * @param asked the last request for a job; null if there was none since the last output was gone
 * @param next  the job that it continues with; null as long as there is none
 */
public record BegunOutput(CompletedJob job, Set<String> gone, int lostPayments, Asked asked, Next next) {

    private static final String KIND = "begun-2";

    public BegunOutput {
        gone = Set.copyOf(gone);
    }

    /**
     * A request for a job that may have been executed.
     *
     * @param begun  just before it was sent, by this side's clock
     * @param since  the same by the service's clock, null as long as it is not known
     * @param before ids of jobs that were there before
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

    /** Whether the output of the job that it began with is gone. */
    boolean isExpired() {
        return !gone.isEmpty();
    }

    /** Whether a request for a job was sent and it is not known whether it made one. */
    boolean isUnsettled() {
        return asked != null && next == null;
    }

    /** The same output after one more payment of which it is not known which job it made. */
    BegunOutput withUnknownPayment() {
        return new BegunOutput(job, gone, lostPayments + 1, asked, next);
    }

    /** The same output after the output of this job is gone. */
    BegunOutput afterLossOf(String jobId) {
        Set<String> more = new TreeSet<>(gone);
        more.add(jobId);
        boolean paid = next != null && !next.reused();
        return new BegunOutput(job, more, paid ? lostPayments + 1 : lostPayments, null, null);
    }

    /**
     * The same output with what is known of the last request for a job.
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
     * The same output with the job that it continues with.
     *
     * @param now when that was decided; counts where no request was sent
     */
    BegunOutput continuedBy(Next nextJob, Instant now) {
        return new BegunOutput(
                job, gone, lostPayments, asked != null ? asked : new Asked(now, null, Set.of()), nextJob);
    }

    /** The last request for a job, in the words of an initiator. */
    Optional<OrderHistory.Sent> lastRequest(JobOrder order) {
        return Optional.ofNullable(asked)
                .map(last ->
                        new OrderHistory.Sent(order.request(), last.begun(), null, last.before(), last.since(), null));
    }

    /**
     * The job that was initiated for this output alone, which is not consumed by itself. Only its key is right, not its
     * description. Empty if there is none or if it was there before.
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

    /** Reads a stored line; empty if it is not whole, not ours or of another version, and for null. */
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
