package io.github.glacierjob.internal.health;

import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Adds details to the result of a health check: the alarms, the late outputs, and the service's last error. */
public final class AlarmDetails {

    private AlarmDetails() {}

    /**
     * The same result with details.
     *
     * @param message the message if the result has no message; may be null
     */
    public static HealthCheck.Result in(
            HealthCheck check, HealthCheck.Result result, GlacierJobSnapshot now, String message) {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(check)
                .state(result.getState())
                .error(result.getError().orElse(null))
                .details(result.getDetails())
                .message(result.getMessage().orElse(message));
        now.alarms().forEach(alarm -> builder.detail("alarm." + alarm.cause(), alarm.text() + ". " + alarm.remedy()));
        now.outputs().stream()
                .filter(output -> output.late() != null)
                .forEach(output -> builder.detail("late." + output.id(), output.late()));
        if (now.jobs().lost() > 0) {
            builder.detail("lostOutputs", now.jobs().lost());
        }
        GlacierJobSnapshot.LastError error = now.lastError();
        if (result.getState() != HealthCheck.State.UP && error != null && error.status() != null) {
            builder.detail(AbstractHealthCheck.SERVICE_STATUS_CODE, error.status());
            builder.detail(AbstractHealthCheck.SERVICE_ERROR_CODE, error.code());
        }
        return builder.build();
    }
}
