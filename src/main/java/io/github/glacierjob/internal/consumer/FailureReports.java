package io.github.glacierjob.internal.consumer;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports failures through Camel's exception handler, once for each job and cause. Thread-safe. */
record FailureReports(DefaultConsumer consumer, JobFailures failures) {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

    /**
     * Reports a failure of the route, except with {@code bridgeErrorHandler}: then the route's error handler, which has
     * seen it already, would get it twice.
     */
    void reportRoute(CompletedJob job, Throwable failure) {
        if (!((DefaultEndpoint) consumer.getEndpoint()).isBridgeErrorHandler()) {
            report(job, failure);
        }
    }

    void report(CompletedJob job, Throwable failure) {
        if (!failures.isNew(job.key(), failure)) {
            LOG.debug("Job {} failed again: {}", printable(job.id()), printable(failure.toString()));
            return;
        }
        Exchange exchange = consumer.createExchange(false);
        try {
            describe(exchange, job);
            consumer.getExceptionHandler()
                    .handleException("Cannot consume job " + printable(job.id()), exchange, failure);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
        failures.reported(job.key(), failure);
    }

    /** Writes the job's headers; if that fails, the original failure is reported all the same. */
    private static void describe(Exchange exchange, CompletedJob job) {
        try {
            JobMessages.describe(exchange, job);
        } catch (RuntimeException e) {
            LOG.warn("The headers of job {} are incomplete: {}", printable(job.id()), printable(e.toString()));
        }
    }

    /** Reports the loss of an output, unless a failed request has reported it already. */
    void reportLoss(CompletedJob job, JobOutputExpiredException loss) {
        if (!failures.isKnownAsGone(job)) {
            report(job, loss);
        }
    }

    /** Reports a failure of a job of which only the id is known. */
    void report(String jobId, String message, Exception failure) {
        if (failures.isNew(jobId, failure)) {
            consumer.getExceptionHandler().handleException(message, failure);
            failures.reported(jobId, failure);
        }
    }
}
