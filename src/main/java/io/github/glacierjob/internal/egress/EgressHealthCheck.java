package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.health.Polls;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's own check of a polling consumer, which is down when a poll fails, as without the database. It is down too if the
 * consumer does not poll any more, and while the destination takes no archive. A detail says why orders are held back, if they are.
 */
public final class EgressHealthCheck extends ScheduledPollConsumerHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(EgressHealthCheck.class);
    private static final String HELD_BACK = "ordersHeldBack";

    private final ScheduledPollConsumer consumer;
    private final Polls polls;
    private final BooleanSupplier sinkDown;
    private final Supplier<Optional<String>> ordersHeldBack;

    public EgressHealthCheck(
            ScheduledPollConsumer consumer,
            Polls polls,
            BooleanSupplier sinkDown,
            Supplier<Optional<String>> ordersHeldBack) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
        this.polls = polls;
        this.sinkDown = sinkDown;
        this.ordersHeldBack = ordersHeldBack;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = checked(options);
        return heldBack().map(cause -> with(cause, result)).orElse(result);
    }

    private Result checked(Map<String, Object> options) {
        if (polls.areMissing(consumer)) {
            return down("No poll for " + polls.silence() / 1000 + " seconds");
        }
        if (sinkDown.getAsBoolean()) {
            return down(
                    "The destination takes no archive: the last deliveries failed in a row, one at a time is tried");
        }
        return super.call(options);
    }

    /** Without the database the polls fail, and the check is down. */
    private Optional<String> heldBack() {
        try {
            return ordersHeldBack.get();
        } catch (RuntimeException e) {
            LOG.debug("Whether orders are held back is not known", e);
            return Optional.empty();
        }
    }

    private Result with(String cause, Result result) {
        return HealthCheckResultBuilder.on(this)
                .state(result.getState())
                .message(result.getMessage().orElse(null))
                .error(result.getError().orElse(null))
                .details(result.getDetails())
                .detail(HELD_BACK, cause)
                .build();
    }

    private Result down(String message) {
        return HealthCheckResultBuilder.on(this).down().message(message).build();
    }
}
