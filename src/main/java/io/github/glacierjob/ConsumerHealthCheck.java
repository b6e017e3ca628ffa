package io.github.glacierjob;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, whose result also names the outputs that will expire unfinished. They leave the
 * state as it is: a restart would only make them later.
 */
final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final GlacierJobConsumer consumer;

    ConsumerHealthCheck(GlacierJobConsumer consumer) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polling = super.call(options);
        List<OutputPaces.Late> late = consumer.paces().late();
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
