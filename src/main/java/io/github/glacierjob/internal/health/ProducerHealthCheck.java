package io.github.glacierjob.internal.health;

import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Checks whether a producer's vault answers, by one request for a listing of one job. It needs
 * {@code glacier:ListJobs}. If only this permission is denied, the producer's own operation may still be allowed, so
 * the state is unknown.
 */
public final class ProducerHealthCheck extends AbstractHealthCheck {

    private static final JobQuery ONE_JOB = new JobQuery(null, null, 1, null);

    private final OpenVault<?> vault;
    private final boolean lists;

    /**
     * A check of an endpoint's producer.
     *
     * @param lists whether listing is the producer's own operation, so that the permission is needed
     */
    public ProducerHealthCheck(String endpointId, OpenVault<?> vault, boolean lists) {
        super("camel", "producer:glacier-job-" + endpointId);
        this.vault = vault;
        this.lists = lists;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("vault", vault.address().toString());
        try {
            vault.jobs().withoutRetries().list(vault.address(), ONE_JOB);
            builder.up();
        } catch (AwsServiceException e) {
            refused(builder, e);
        } catch (RuntimeException e) {
            builder.message(Rejection.printable(e.getMessage())).error(e).down();
        }
    }

    private void refused(HealthCheckResultBuilder builder, AwsServiceException answer) {
        builder.message(answer.getMessage())
                .error(answer)
                .detail(SERVICE_STATUS_CODE, answer.statusCode())
                .detail(SERVICE_ERROR_CODE, Failure.codeOf(answer));
        if (!lists && Failure.codeOf(answer).startsWith("AccessDenied")) {
            builder.unknown();
        } else {
            builder.down();
        }
    }
}
