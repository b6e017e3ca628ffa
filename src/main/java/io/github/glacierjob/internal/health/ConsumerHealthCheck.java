package io.github.glacierjob.internal.health;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, whose result also names the outputs that will expire unfinished and counts those that
 * are lost. These leave the state as it is: a restart would only make more outputs late. A consumer that does not poll any more is
 * down.
 */
public final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final OutputPaces paces;
    private final ScheduledPollConsumer consumer;
    private final ConsumerStatistics statistics;
    private final Polls polls;

    public ConsumerHealthCheck(
            ScheduledPollConsumer consumer, OutputPaces paces, ConsumerStatistics statistics, Polls polls) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.paces = paces;
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
        Result polling = super.call(options);
        List<OutputPaces.Late> late = paces.late();
        long lost = statistics.lost();
        if (late.isEmpty() && lost == 0) {
            return polling;
        }
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .state(polling.getState())
                .error(polling.getError().orElse(null))
                .details(polling.getDetails())
                .detail("lostOutputs", lost)
                .message(polling.getMessage()
                        .orElse(late.size() + (late.size() == 1 ? " output" : " outputs")
                                + " will expire unfinished at the present rate, " + lost + " expired"));
        late.forEach(one -> builder.detail("late." + one.outputId(), one.toString()));
        return builder.build();
    }
}
