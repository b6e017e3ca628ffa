package io.github.glacierjob.internal.health;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, whose result also names the outputs that will expire unfinished and counts those that
 * are lost. They leave the state as it is: a restart would only make more outputs late.
 */
public final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final OutputPaces paces;
    private final ConsumerStatistics statistics;

    public ConsumerHealthCheck(ScheduledPollConsumer consumer, OutputPaces paces, ConsumerStatistics statistics) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.paces = paces;
        this.statistics = statistics;
    }

    @Override
    public Result call(Map<String, Object> options) {
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
        late.forEach(one -> builder.detail("late." + one.job().outputId(), one.toString()));
        return builder.build();
    }
}
