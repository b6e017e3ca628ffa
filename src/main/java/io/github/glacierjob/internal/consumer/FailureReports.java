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
final class FailureReports {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

    private final DefaultConsumer consumer;
    private final JobFailures failures;

    FailureReports(DefaultConsumer consumer, JobFailures failures) {
        this.consumer = consumer;
        this.failures = failures;
    }

    /** A failure of the route: its error handler has seen it, and with a bridge it would get it twice. */
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

    /** A description that cannot be shown must not hide the failure. */
    private static void describe(Exchange exchange, CompletedJob job) {
        try {
            JobMessages.describe(exchange, job);
        } catch (RuntimeException e) {
            LOG.warn("The headers of job {} are incomplete: {}", printable(job.id()), printable(e.toString()));
        }
    }

    /** The loss of an output, unless it is known from the failure of a request. */
    void reportLoss(CompletedJob job, JobOutputExpiredException loss) {
        if (!failures.isKnownAsGone(job)) {
            report(job, loss);
        }
    }

    /** A failure of a job that is known by its id alone. */
    void report(String jobId, String message, Exception failure) {
        if (failures.isNew(jobId, failure)) {
            consumer.getExceptionHandler().handleException(message, failure);
            failures.reported(jobId, failure);
        }
    }
}
