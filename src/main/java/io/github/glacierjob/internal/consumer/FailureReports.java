package io.github.glacierjob.internal.consumer;

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
        }
    }
}
