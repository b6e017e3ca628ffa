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
    List<CompletedJob> undelivered(List<CompletedJob> wanted, Predicate<String> running) {
        // What this process knows is asked first: the repositories may be far away, and a vault lists its jobs for a
        // day.
        Predicate<CompletedJob> known = job -> running.test(job.key()) || failures.isParked(job.key());
        Set<String> consumed = consumed(wanted.stream().filter(known.negate()).toList());
        return wanted.stream()
                .filter(job -> known.test(job) || !consumed.contains(job.key()))
                .toList();
    }

    /** Those of a listing that was read before that are consumed by now. */
    Set<String> consumedSince(Collection<OpenJob> undelivered, Predicate<String> running) {
        return ledger.consumed(undelivered.stream()
                .map(OpenJob::key)
                .filter(key -> !running.test(key) && !failures.isParked(key))
                .toList());
    }

    /** The first listing after a start has been read to its end. */
    void listed() {
        polledBefore = true;
    }

    /** A filter that fails for one job must not keep the others from being consumed. */
    private boolean isWanted(CompletedJob job) {
        try {
            return selection.test(job);
        } catch (RuntimeException | StackOverflowError e) {
            reports.report(job, e);
            return false;
        }
    }

    /** The first listing after a start looks closer, and removes what a crash has left of the jobs that are consumed. */
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

    /** What cannot be removed must not keep the others from being consumed. */
    private void removeLeftovers(CompletedJob job) {
        try {
            delivery.removeLeftovers(job);
        } catch (RuntimeException e) {
            reports.report(job, e);
        }
    }

    /**
     * The jobs that no node works on: first jobs that never failed, then those whose failure is the oldest. The
     * workers go on counting failures: the order is that of one moment.
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
