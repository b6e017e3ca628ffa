package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses the jobs of a listing that may be taken up now, in their order. Used by the polling thread. */
final class OpenJobs {

    private final Predicate<CompletedJob> selection;
    private final JobLedger ledger;
    private final JobFailures failures;
    private final FailureReports reports;
    private final Delivery delivery;
    private boolean polledBefore;

    OpenJobs(
            Predicate<CompletedJob> selection,
            JobLedger ledger,
            JobFailures failures,
            FailureReports reports,
            Delivery delivery) {
        this.selection = selection;
        this.ledger = ledger;
        this.failures = failures;
        this.reports = reports;
        this.delivery = delivery;
    }

    /** The jobs that the options ask for. */
    List<CompletedJob> wanted(List<CompletedJob> completed) {
        return completed.stream().filter(this::isWanted).toList();
    }

    /** Those that are not consumed yet, also the running ones. */
    List<CompletedJob> undelivered(List<CompletedJob> wanted, Predicate<CompletedJob> running) {
        // What this process knows is asked first: the repositories may be far away, and a vault lists its jobs for a
        // day.
        Set<String> consumed = consumed(wanted.stream()
                .filter(job -> !running.test(job) && !failures.isParked(job))
                .toList());
        polledBefore = true;
        return wanted.stream().filter(job -> !consumed.contains(job.key())).toList();
    }

    /** A filter that fails for one job must not keep the others from being consumed. */
    private boolean isWanted(CompletedJob job) {
        try {
            return selection.test(job);
        } catch (RuntimeException e) {
            reports.report(job, e);
            return false;
        }
    }

    /** The first poll after a start looks closer, and removes what a crash has left of the jobs that are consumed. */
    private Set<String> consumed(List<CompletedJob> jobs) {
        Set<String> recorded = ledger.consumed(jobs);
        if (polledBefore) {
            return recorded;
        }
        List<CompletedJob> finished = jobs.stream()
                .filter(job -> recorded.contains(job.key()) || ledger.isDone(job))
                .toList();
        finished.forEach(delivery::removeLeftovers);
        return finished.stream().map(CompletedJob::key).collect(Collectors.toSet());
    }

    /**
     * Those that nobody works on: jobs that never failed first, then those that failed longest ago.
     *
     * @param most jobs to choose; 0 for all
     */
    List<CompletedJob> inOrder(List<CompletedJob> undelivered, Predicate<CompletedJob> running, int most) {
        List<CompletedJob> idle = undelivered.stream()
                .filter(job -> !running.test(job) && !failures.isParked(job))
                .toList();
        Set<String> claimed = ledger.claimed(idle);
        return idle.stream()
                .filter(job -> !claimed.contains(job.key()))
                .sorted(Comparator.comparingLong(failures::lastFailure)
                        .thenComparing(job -> String.valueOf(job.details().completionDate())))
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .toList();
    }
}
