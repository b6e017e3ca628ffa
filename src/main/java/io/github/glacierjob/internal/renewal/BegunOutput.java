package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.Trail;
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
 * An archive's output whose consumption has begun, and what was done to have the rest of it after it expired: one line, so
 * that any node knows it after any crash. Immutable.
 *
 * @param job   the job that it began with
 * @param gone  ids of the jobs for it whose output is gone; empty while the first one lives
 * @param asked when the last job for it was asked for; null if none was since the last one was gone
 * @param next  the job that it goes on with; null as long as there is none
 */
public record BegunOutput(CompletedJob job, Set<String> gone, Asked asked, Next next) {

    private static final String KIND = "begun-1";

    /** Copies the ids. */
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
    public record Asked(Instant begun, Instant since, Set<String> before) {}

    /**
     * The job that an output goes on with.
     *
     * @param jobId  its id
     * @param reused whether it was there before and is somebody else's too
     */
    public record Next(String jobId, boolean reused) {}

    /**
     * An output at its beginning.
     *
     * @param job its job
     * @return the output
     */
    public static BegunOutput of(CompletedJob job) {
        return new BegunOutput(job, Set.of(), null, null);
    }

    /**
     * Whether the job that it began with is of no use any more.
     *
     * @return true once its output was asked for and gone
     */
    public boolean isExpired() {
        return !gone.isEmpty();
    }

    /**
     * Whether a job was asked for, and it is not known whether there is one.
     *
     * @return true from the request to its settlement
     */
    public boolean isUnsettled() {
        return asked != null && next == null;
    }

    /**
     * The same output after the loss of a job.
     *
     * @param jobId the job whose output is gone
     * @return an output without a job
     */
    public BegunOutput without(String jobId) {
        Set<String> more = new TreeSet<>(gone);
        more.add(jobId);
        return new BegunOutput(job, more, null, null);
    }

    /**
     * The same output with what is known of the last request.
     *
     * @param sent the request, null if it certainly was not executed
     * @return an output that goes on with the request's job, if the answer is there
     */
    public BegunOutput asking(Trail.Sent sent) {
        if (sent == null) {
            return new BegunOutput(job, gone, null, null);
        }
        Next made = sent.answer() == null ? null : new Next(sent.answer().jobId(), false);
        return new BegunOutput(job, gone, new Asked(sent.begun(), sent.since(), sent.before()), made);
    }

    /**
     * The same output with a job.
     *
     * @param nextJob where it goes on
     * @param now     when that was decided, where nothing was asked for
     * @return the output
     */
    public BegunOutput goingOnWith(Next nextJob, Instant now) {
        return new BegunOutput(job, gone, asked != null ? asked : new Asked(now, null, Set.of()), nextJob);
    }

    /**
     * The last request, as an initiator remembers it.
     *
     * @param order what is asked for
     * @return the request, or empty if there was none
     */
    public Optional<Trail.Sent> sent(JobOrder order) {
        return Optional.ofNullable(asked)
                .map(last -> new Trail.Sent(order.request(), last.begun(), last.before(), last.since(), null));
    }

    /**
     * The job that was made for this output alone, and is not to be consumed by itself.
     *
     * @return its key is right, its description is not; empty if there is none, or if it is somebody else's too
     */
    public Optional<CompletedJob> madeForIt() {
        return Optional.ofNullable(next)
                .filter(made -> !made.reused())
                .map(made -> new CompletedJob(
                        job.details().toBuilder().jobId(made.jobId()).build()));
    }

    /**
     * Whether another job's output has the very same bytes.
     *
     * @param other a job
     * @return true if archive, retrieved range, size and hash are the same
     */
    public boolean isSameAs(CompletedJob other) {
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
                new CompletedJob(ServiceJson.JOB.fromText(fields.text(6))),
                Set.copyOf(fields.words(0)),
                begun == null ? null : new Asked(begun, moment(fields.text(2)), Set.copyOf(fields.words(3))),
                jobId == null ? null : new Next(jobId, Boolean.parseBoolean(fields.text(5))));
    }

    private static Instant moment(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
