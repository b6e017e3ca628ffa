package io.github.glacierjob.internal.health;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, whose result also names the outputs that will expire unfinished. They leave the
 * state as it is: a restart would only make them later.
 */
public final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final OutputPaces paces;

    public ConsumerHealthCheck(ScheduledPollConsumer consumer, OutputPaces paces) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.paces = paces;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polling = super.call(options);
        List<OutputPaces.Late> late = paces.late();
        if (late.isEmpty()) {
            return polling;
        }
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .state(polling.getState())
                .error(polling.getError().orElse(null))
                .details(polling.getDetails())
                .message(polling.getMessage()
                        .orElse(late.size() + (late.size() == 1 ? " output" : " outputs")
                                + " will expire unfinished at the present rate"));
        late.forEach(one -> builder.detail("late." + one.job().outputId(), one.toString()));
        return builder.build();
    }
}
