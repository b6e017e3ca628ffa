package io.github.glacierjob.internal.health;

import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, with details: the outputs that will expire before their delivery, the number
 * of outputs that have expired, and the alarms. The details do not change the state: a restart would only make more
 * outputs late. If the consumer has stopped polling, the check is down.
 */
public final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final ScheduledPollConsumer consumer;
    private final ConsumerStatistics statistics;
    private final Polls polls;
    private final Supplier<GlacierJobSnapshot> snapshot;

    public ConsumerHealthCheck(
            ScheduledPollConsumer consumer,
            ConsumerStatistics statistics,
            Polls polls,
            Supplier<GlacierJobSnapshot> snapshot) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.snapshot = snapshot;
        this.consumer = consumer;
        this.statistics = statistics;
        this.polls = polls;
    }

    @Override
    public Result call(Map<String, Object> options) {
        if (polls.areMissing(consumer)) {
            return HealthCheckResultBuilder.on(this)
                    .down()
                    .message("No poll for " + polls.silence() / 1000 + " seconds")
                    .build();
        }
        return AlarmDetails.in(this, super.call(options), snapshot.get(), late());
    }

    private String late() {
        int late = statistics.paces().late().size();
        long lost = statistics.lost();
        return late == 0 && lost == 0
                ? null
                : late + (late == 1 ? " output" : " outputs") + " will expire unfinished at the present rate, " + lost
                        + " expired";
    }
}
