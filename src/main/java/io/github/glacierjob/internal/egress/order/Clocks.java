package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.text.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/**
 * The times of the ledger's clock and of the service's clock at one moment. Immutable.
 *
 * @param blur by how much the service's time may be wrong
 */
record Clocks(Instant ledger, Instant service, Duration blur) {

    /**
     * The possible error of the service's clock: the Date header has whole seconds, and the service's machines
     * differ.
     */
    private static final Duration SERVICE_BLUR = Duration.ofSeconds(10);

    /** The largest error of a clock with which the service still accepts signatures. */
    private static final Duration LOCAL_BLUR = Duration.ofMinutes(15);

    /** The clocks if the service's time is not known. */
    static Clocks local(Instant ledger) {
        return new Clocks(ledger, ledger, LOCAL_BLUR);
    }

    /** The clocks when a page was read: the service's time is in its header. */
    static Clocks of(ListJobsResponse page, Instant ledger) {
        return HttpDate.in(Optional.ofNullable(page.sdkHttpResponse())
                        .flatMap(answer -> answer.firstMatchingHeader("Date")))
                .map(served -> new Clocks(ledger, served, SERVICE_BLUR))
                .orElseGet(() -> local(ledger));
    }

    /**
     * Converts a time of the ledger to the service's clock. The result is the earliest possible time, because the
     * difference between the clocks is not known exactly.
     */
    Instant earliest(Instant moment) {
        return service.minus(Duration.between(moment, ledger)).minus(blur);
    }
}
