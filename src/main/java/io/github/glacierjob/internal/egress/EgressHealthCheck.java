package io.github.glacierjob.internal.egress;

import io.github.glacierjob.internal.figures.AlarmCause;
import io.github.glacierjob.internal.health.AlarmDetails;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Camel's own check of a polling consumer, which is down when a poll fails, for example because the database is down.
 * This check is also down if the consumer has stopped polling, and while the destination accepts no archives. If orders
 * are held back, a detail says why.
 */
public final class EgressHealthCheck extends ScheduledPollConsumerHealthCheck {

    private static final String HELD_BACK = "ordersHeldBack";
    private static final Set<String> WHY = Set.of(AlarmCause.ORDERS.toString(), AlarmCause.BUDGET.toString());

    private final ScheduledPollConsumer consumer;
    private final Polls polls;
    private final BooleanSupplier sinkDown;
    private final Supplier<GlacierJobSnapshot> snapshot;

    public EgressHealthCheck(
            ScheduledPollConsumer consumer,
            Polls polls,
            BooleanSupplier sinkDown,
            Supplier<GlacierJobSnapshot> snapshot) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
        this.polls = polls;
        this.sinkDown = sinkDown;
        this.snapshot = snapshot;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = checked(options);
        GlacierJobSnapshot now = snapshot.get();
        Result detailed = AlarmDetails.in(this, result, now, null);
        return now.alarms().stream()
                .filter(alarm -> WHY.contains(alarm.cause()))
                .findFirst()
                .map(alarm -> with(alarm.text(), detailed))
                .orElse(detailed);
    }

    private Result checked(Map<String, Object> options) {
        if (polls.areMissing(consumer)) {
            return down("No poll for " + polls.silence() / 1000 + " seconds");
        }
        if (sinkDown.getAsBoolean()) {
            return down(EgressAlarms.SINK_DOWN);
        }
        return super.call(options);
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
