package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses the jobs of a listing that may start now, in their order. Used by the polling thread. */
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

    /** The jobs that the options select. */
    List<CompletedJob> wanted(List<CompletedJob> completed) {
        return completed.stream().filter(this::isWanted).toList();
    }

    /** The wanted jobs that are not consumed yet, including the running jobs. */
    List<CompletedJob> undelivered(List<CompletedJob> wanted, Predicate<String> running) {
        // Jobs that run or are parked here need no query: the repositories may be remote, and a vault lists its jobs
        // for
        // a day.
        Predicate<CompletedJob> known = job -> running.test(job.key()) || failures.isParked(job.key());
        Set<String> consumed = consumed(wanted.stream().filter(known.negate()).toList());
        return wanted.stream()
                .filter(job -> known.test(job) || !consumed.contains(job.key()))
                .toList();
    }

    /** The keys of the jobs of an earlier listing that have been consumed since. */
    Set<String> consumedSince(Collection<OpenJob> undelivered, Predicate<String> running) {
        return ledger.consumed(undelivered.stream()
                .map(OpenJob::key)
                .filter(key -> !running.test(key) && !failures.isParked(key))
                .toList());
    }

    /** Records that a listing was read to its end. */
    void listed() {
        polledBefore = true;
    }

    /**
     * Whether the selection wants the job. If a filter fails for this job, the failure is reported and the other jobs are
     * consumed all the same.
     */
    private boolean isWanted(CompletedJob job) {
        try {
            return selection.test(job);
        } catch (RuntimeException | StackOverflowError e) {
            reports.report(job, e);
            return false;
        }
    }

    /**
     * The keys of the consumed jobs. The first listing after a start also finds jobs that a crash left done but not
     * recorded, and removes their leftovers.
     */
    private Set<String> consumed(List<CompletedJob> jobs) {
        Set<String> consumed = new HashSet<>(
                ledger.consumed(jobs.stream().map(CompletedJob::key).toList()));
        if (!polledBefore) {
            jobs.stream()
                    .filter(job -> consumed.contains(job.key()) || ledger.isDone(job))
                    .forEach(job -> {
                        consumed.add(job.key());
                        removeLeftovers(job);
                    });
        }
        return consumed;
    }

    /** Removes the leftovers of a job. A failure is reported, and the other jobs are consumed all the same. */
    private void removeLeftovers(CompletedJob job) {
        try {
            delivery.removeLeftovers(job);
        } catch (RuntimeException e) {
            reports.report(job, e);
        }
    }

    /**
     * The jobs that no node works on: first the jobs that never failed, then the failed jobs, the oldest failure first.
     * The order uses a copy of the failures, because workers change them at the same time.
     *
     * @param most jobs to choose; 0 for all
     */
    List<OpenJob> inOrder(Collection<OpenJob> undelivered, Predicate<String> running, int most) {
        Map<String, Long> failed = failures.lastFailures();
        List<OpenJob> idle = undelivered.stream()
                .filter(job -> !running.test(job.key()) && !failures.isParked(job.key()))
                .toList();
        Set<String> claimed = ledger.claimed(idle.stream().map(OpenJob::key).toList());
        return idle.stream()
                .filter(job -> !claimed.contains(job.key()))
                .sorted(Comparator.comparingLong((OpenJob job) -> failed.getOrDefault(job.key(), 0L))
                        .thenComparingLong(OpenJob::completed))
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .toList();
    }
}
