package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    /**
     * Chooses from a listing.
     *
     * @param running whether a job is being consumed in this consumer
     * @param most    jobs to choose; 0 for all
     */
    List<CompletedJob> among(List<CompletedJob> completed, Predicate<CompletedJob> running, int most) {
        List<CompletedJob> wanted = completed.stream()
                .filter(this::isWanted)
                .filter(job -> !running.test(job) && !failures.isParked(job))
                .toList();
        List<CompletedJob> left = withoutConsumed(wanted);
        Set<String> claimed = ledger.claimed(left);
        polledBefore = true;
        return inOrder(left.stream().filter(job -> !claimed.contains(job.key())).toList(), most);
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
    private List<CompletedJob> withoutConsumed(List<CompletedJob> jobs) {
        Set<String> consumed = ledger.consumed(jobs);
        Predicate<CompletedJob> isConsumed = job -> consumed.contains(job.key());
        if (polledBefore) {
            return jobs.stream().filter(isConsumed.negate()).toList();
        }
        Map<Boolean, List<CompletedJob>> finished =
                jobs.stream().collect(Collectors.partitioningBy(isConsumed.or(ledger::isDone)));
        finished.get(true).forEach(delivery::removeLeftovers);
        return finished.get(false);
    }

    /** Jobs that never failed first, then those that failed longest ago. */
    private List<CompletedJob> inOrder(List<CompletedJob> open, int most) {
        return open.stream()
                .sorted(Comparator.comparingLong(failures::lastFailure)
                        .thenComparing(job -> String.valueOf(job.details().completionDate())))
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .toList();
    }
}
