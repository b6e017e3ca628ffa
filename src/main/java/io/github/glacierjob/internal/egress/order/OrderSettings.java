package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.time.Duration;
import java.util.List;

/**
 * The options that concern orders. Immutable.
 *
 * @param tiers       the tiers to try one after the other while the service has no capacity; at least one
 */
record OrderSettings(GlacierEgressOptions options, List<Tier> tiers) {

    /**
     * The time in which an intent must be sent. After it, the intent is dropped: other nodes may soon regard this node
     * as dead.
     */
    static final Duration SENT_WITHIN = Duration.ofSeconds(30);

    private static final Duration LEAST_NODE_AGE = Duration.ofMinutes(2);
    private static final Duration EXTEND_BEFORE = Duration.ofHours(5);
    private static final Duration EXTEND_BULK_BEFORE = Duration.ofHours(13);

    static OrderSettings of(GlacierEgressOptions options) {
        return new OrderSettings(options, Charges.tiers(options));
    }

    Duration extendBefore() {
        if (options.getExtendBefore() != null) {
            return Duration.ofMillis(options.getExtendBefore());
        }
        return tiers.get(0) == Tier.BULK ? EXTEND_BULK_BEFORE : EXTEND_BEFORE;
    }

    int maxExtensions() {
        return options.getMaxExtensions();
    }

    /** How long a request for a job may take, from its connection to its answer. */
    Duration requestTime() {
        return Duration.ofMillis(options.getConnectionTimeout() + options.getRequestTimeout());
    }

    /** How long after its order a job is first looked at, as long as this vault has shown no durations. */
    Duration firstLook(Tier tier) {
        if (options.getFirstLook() != null) {
            return Duration.ofMillis(options.getFirstLook());
        }
        return switch (tier) {
            case EXPEDITED -> Duration.ofMinutes(1);
            case STANDARD -> Duration.ofHours(2);
            case BULK -> Duration.ofHours(4);
        };
    }

    /**
     * The age of an open intent, by the database's time, at which its node must be dead: none of its requests can still
     * be running.
     */
    Duration nodeAge() {
        Duration needed = SENT_WITHIN.plus(requestTime()).plus(SENT_WITHIN);
        return needed.compareTo(LEAST_NODE_AGE) > 0 ? needed : LEAST_NODE_AGE;
    }
}
