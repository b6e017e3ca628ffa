package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.health.Polls;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, which is down when a poll fails, as without the database. It is down too if the
 * consumer does not poll any more, and while the destination takes no archive.
 */
public final class EgressHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final ScheduledPollConsumer consumer;
    private final Polls polls;
    private final BooleanSupplier sinkDown;

    public EgressHealthCheck(ScheduledPollConsumer consumer, Polls polls, BooleanSupplier sinkDown) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
        this.polls = polls;
        this.sinkDown = sinkDown;
    }

    @Override
    public Result call(Map<String, Object> options) {
        if (polls.areMissing(consumer)) {
            return down("No poll for " + polls.silence() / 1000 + " seconds");
        }
        if (sinkDown.getAsBoolean()) {
            return down(
                    "The destination takes no archive: the last deliveries failed in a row, one at a time is tried");
        }
        return super.call(options);
    }

    private Result down(String message) {
        return HealthCheckResultBuilder.on(this).down().message(message).build();
    }
}
