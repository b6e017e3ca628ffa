package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.text.Rejection;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Refuses wrong options of the polls. Camel would refuse them without their names and values, or not at all. */
public final class PollRules {

    /** Camel's value for an unset initial delay. */
    private static final long DEFAULT_INITIAL_DELAY = -1;

    private PollRules() {}

    public static void check(ScheduledPollEndpoint endpoint) {
        Rejection.ifBelow(1, "delay", endpoint.getDelay(), "must be 1 ms or more");
        Rejection.unless(
                endpoint.getInitialDelay() >= DEFAULT_INITIAL_DELAY,
                "initialDelay",
                endpoint.getInitialDelay(),
                "must be 0 ms or more");
        Rejection.unless(
                endpoint.getBackoffMultiplier() <= 0
                        || endpoint.getBackoffIdleThreshold() > 0
                        || endpoint.getBackoffErrorThreshold() > 0,
                "backoffMultiplier",
                endpoint.getBackoffMultiplier(),
                "needs backoffIdleThreshold or backoffErrorThreshold, of 1 or more");
    }
}
