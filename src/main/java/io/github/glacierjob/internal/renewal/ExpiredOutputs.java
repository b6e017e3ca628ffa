package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a listing means for the outputs that had begun before: those that are not listed any more are taken up again, and a
 * job that was made for one of them is not consumed by itself. Used by the polling thread.
 */
public final class ExpiredOutputs {

    private final BegunOutputs begun;
    private final JobLedger ledger;
    private final InstantSource clock;
    private List<BegunOutput> open = List.of();

    public ExpiredOutputs(BegunOutputs begun, JobLedger ledger, InstantSource clock) {
        this.begun = begun;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The listed jobs that stand for themselves, and the begun outputs that have to be looked at. */
    public List<CompletedJob> among(List<CompletedJob> listed) {
        open = begun.all().stream().filter(this::isOpen).toList();
        Set<String> ids = listed.stream().map(CompletedJob::id).collect(Collectors.toSet());
        List<CompletedJob> jobs = new ArrayList<>();
        listed.stream()
                .filter(job -> open.stream().noneMatch(output -> hides(output, job)))
                .forEach(jobs::add);
        open.stream().filter(output -> isDue(output, ids)).map(BegunOutput::job).forEach(jobs::add);
        return jobs;
    }

    /** The listed jobs and the begun outputs: what must not be forgotten. */
    public List<CompletedJob> with(List<CompletedJob> listed) {
        List<CompletedJob> all = new ArrayList<>(listed);
        open.stream().map(BegunOutput::job).forEach(all::add);
        return all;
    }

    /** The output that began with this job. */
    public Optional<CompletedJob> find(String jobId) {
        return begun.all().stream()
                .filter(this::isOpen)
                .map(BegunOutput::job)
                .filter(job -> job.id().equals(jobId))
                .findFirst();
    }

    /** An output that is consumed takes the job that was made for it along; a crash may have come before that. */
    private boolean isOpen(BegunOutput output) {
        boolean consumed = ledger.isFinished(output.job());
        if (consumed) {
            finish(output);
        }
        return !consumed;
    }

    /** The job goes first: as long as the output is known as begun, its job is not taken for another one. */
    void finish(BegunOutput output) {
        output.madeForIt().ifPresent(ledger::record);
        begun.end(output.job());
    }

    /** While it is not settled which job was made, any other for the archive may be it. */
    private static boolean hides(BegunOutput output, CompletedJob job) {
        boolean first = output.job().key().equals(job.key());
        if (first || !output.isUnsettled()) {
            return first && output.isExpired()
                    || output.madeForIt()
                            .filter(made -> made.key().equals(job.key()))
                            .isPresent();
        }
        return output.job().details().archiveId().equals(job.details().archiveId());
    }

    /** A job that was asked for is waited for without a request of its own, unless it ought to be there long since. */
    private boolean isDue(BegunOutput output, Set<String> listed) {
        if (!output.isExpired()) {
            return !listed.contains(output.job().id());
        }
        if (output.next() == null || listed.contains(output.next().jobId())) {
            return true;
        }
        Instant late = output.asked().begun().plus(CompletedJob.OUTPUT_LIFETIME);
        return !clock.instant().isBefore(late);
    }
}
