package io.github.glacierjob;

import io.github.glacierjob.inventory.MalformedInventoryException;
import io.github.glacierjob.job.Claims;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a slot does with a job: claim it, deliver it, settle what went wrong, release it. Thread-safe. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final GlacierJobConsumer consumer;
    private final JobLedger ledger;
    private final JobTroubles troubles;
    private final Delivery delivery;

    JobRun(GlacierJobConsumer consumer, JobLedger ledger, JobTroubles troubles, Delivery delivery) {
        this.consumer = consumer;
        this.ledger = ledger;
        this.troubles = troubles;
        this.delivery = delivery;
    }

    /** Whether the job is consumed; if so, what a crash has left of it is removed. */
    boolean isTidied(CompletedJob job) {
        boolean finished = ledger.isFinished(job);
        if (finished) {
            delivery.tidy(job);
        }
        return finished;
    }

    /** Runs in a slot; throws nothing. */
    void run(CompletedJob job) {
        if (!consumer.mayGoOn()) {
            return;
        }
        try {
            Optional<Claims.Claim> claim = ledger.claim(job);
            if (claim.isPresent()) {
                try {
                    deliver(job);
                } finally {
                    consumer.paces().end(job);
                    Uninterrupted.run(claim.get()::close);
                }
            }
        } catch (RuntimeException e) {
            report(job, e);
        }
    }

    private void deliver(CompletedJob job) {
        try {
            if (delivery.deliver(job)) {
                troubles.forget(job);
                consumer.statistics().jobConsumed(job.id());
            }
        } catch (RouteFailedException e) {
            troubles.failedInRoute(job);
            reportRoute(job, e.getCause());
            parkIfWrong(job, e.getCause());
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("Job {} is left where it stands: {}", job.id(), e.toString());
        } catch (RuntimeException e) {
            troubles.failed(job);
            report(job, e);
            parkIfWrong(job, e);
            if (e.getCause() instanceof MalformedInventoryException) {
                troubles.park(job);
            }
        }
    }

    /** An output whose ranges are right and whose whole is not stays wrong: it is left alone until the next start. */
    private void parkIfWrong(CompletedJob job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TreeHashMismatchException mismatch && mismatch.isWhole()) {
                troubles.park(job);
                ledger.reset(job);
            }
        }
    }

    /** The route's error handler has seen it; with a bridge it would get it twice. */
    private void reportRoute(CompletedJob job, Throwable failure) {
        if (!consumer.bridgesErrors()) {
            report(job, failure);
        }
    }

    void report(CompletedJob job, Throwable failure) {
        if (!troubles.isNews(job, failure)) {
            LOG.debug("Job {} failed again: {}", job.id(), failure.toString());
            return;
        }
        Exchange exchange = consumer.createExchange(false);
        try {
            JobMessages.describe(exchange, job);
            consumer.getExceptionHandler().handleException("Cannot consume job " + job.id(), exchange, failure);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
