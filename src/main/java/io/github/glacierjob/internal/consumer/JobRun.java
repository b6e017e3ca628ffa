package io.github.glacierjob.internal.consumer;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.internal.delivery.ClaimedJob;
import io.github.glacierjob.internal.delivery.ConsumedVault;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.text.Causes;
import io.github.glacierjob.inventory.MalformedInventoryException;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job in a slot: claims the job, delivers it, handles a failure, and releases the claim. Thread-safe. */
record JobRun(
        ConsumedVault consumed, JobLedger ledger, Delivery delivery, JobFailures failures, FailureReports reports) {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** Runs the job in the current slot; never throws. */
    void run(CompletedJob job) {
        if (!consumed.outlet().isOpen()) {
            return;
        }
        try {
            Optional<ClaimedJob> claimed = ClaimedJob.claim(consumed, ledger, job);
            if (claimed.isPresent()) {
                try (ClaimedJob own = claimed.get()) {
                    deliver(own);
                }
            }
        } catch (RuntimeException | Error e) {
            failed(job, e);
            reports.report(job, e);
        }
    }

    private void failed(CompletedJob job, Throwable failure) {
        consumed.statistics().figures().failed(failure);
        consumed.statistics().figures().signal(Kind.FAILED, job, Figures.shown(failure), 0, -1);
    }

    private void deliver(ClaimedJob claimed) {
        CompletedJob job = claimed.job();
        try {
            if (delivery.deliver(claimed)) {
                failures.forget(job);
                consumed.statistics().consumed(job, job.id());
            }
        } catch (RouteFailedException e) {
            consumed.statistics().routeFailed();
            failed(job, e.getCause());
            failures.failedInRoute(job);
            reports.reportRoute(job, e.getCause());
            parkIfWrong(job, e.getCause());
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("Job {} stops here and continues later: {}", printable(job.id()), printable(e.toString()));
        } catch (RuntimeException | Error e) {
            failed(job, e);
            failures.failedHere(job, e);
            reports.report(job, e);
            parkIfWrong(job, e);
            if (e.getCause() instanceof MalformedInventoryException) {
                failures.park(job);
            }
        }
    }

    /**
     * Parks the job until the next start if all ranges are right but the whole output is wrong, because a retry cannot
     * help.
     */
    private void parkIfWrong(CompletedJob job, Throwable failure) {
        boolean wrong = Causes.of(failure)
                .anyMatch(cause -> cause instanceof TreeHashMismatchException mismatch && mismatch.isWhole());
        if (wrong) {
            failures.park(job);
            ledger.reset(job);
        }
    }
}
