package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.job.CompletedJob;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports failures to Camel's exception handler, once for each archive and type of failure. Thread-safe. */
final class ArchiveReports {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveReports.class);
    private static final int LONGEST_CAUSE = 1000;

    private final DefaultConsumer consumer;
    private final Map<String, Set<String>> reported = new ConcurrentHashMap<>();

    ArchiveReports(DefaultConsumer consumer) {
        this.consumer = consumer;
    }

    /** A failure as a text for the ledger. */
    static String cause(Throwable failure) {
        return StringHelper.limitLength(printable(failure.toString()), LONGEST_CAUSE);
    }

    /**
     * Reports a failure of the route. With bridgeErrorHandler, the route's error handler would receive the failure
     * twice, so it is not reported.
     */
    void reportRoute(String archive, CompletedJob job, Throwable failure) {
        if (!((DefaultEndpoint) consumer.getEndpoint()).isBridgeErrorHandler()) {
            report(archive, job, failure);
        }
    }

    /**
     * Reports a failure.
     *
     * @param job null if it is not known
     */
    void report(String archive, CompletedJob job, Throwable failure) {
        Set<String> known = reported.computeIfAbsent(archive, key -> ConcurrentHashMap.newKeySet());
        if (!known.add(failure.getClass().getName())) {
            LOG.debug("Archive {} failed again: {}", printable(archive), printable(failure.toString()));
            return;
        }
        Exchange exchange = consumer.createExchange(false);
        try {
            if (job != null) {
                JobMessages.describe(exchange, job);
            }
            consumer.getExceptionHandler()
                    .handleException("Cannot deliver archive " + printable(archive), exchange, failure);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    /** Removes what was stored about an archive that is done. */
    void forget(String archive) {
        reported.remove(archive);
    }
}
