package io.github.glacierjob;

import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.GlacierJobs;
import io.github.glacierjob.job.JobQuery;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Whether a producer's vault answers: a listing of one job, tried once. Needs {@code glacier:ListJobs}; where only that is
 * denied, the producer's own operation may still be allowed, so that the state is unknown.
 */
final class GlacierJobHealthCheck extends AbstractHealthCheck {

    private static final JobQuery ONE_JOB = new JobQuery(null, null, 1, null);

    private final GlacierJobEndpoint endpoint;

    GlacierJobHealthCheck(GlacierJobEndpoint endpoint) {
        super("camel", "producer:glacier-job-" + endpoint.getId());
        this.endpoint = endpoint;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("vault", endpoint.getVault().toString());
        GlacierJobs jobs = endpoint.getJobs();
        if (jobs == null) {
            builder.message("The endpoint is not started").down();
            return;
        }
        try {
            jobs.withoutRetries().list(endpoint.getVault(), ONE_JOB);
            builder.up();
        } catch (AwsServiceException e) {
            refused(builder, e);
        } catch (RuntimeException e) {
            builder.message(e.getMessage()).error(e).down();
        }
    }

    private void refused(HealthCheckResultBuilder builder, AwsServiceException answer) {
        builder.message(answer.getMessage())
                .error(answer)
                .detail(SERVICE_STATUS_CODE, answer.statusCode())
                .detail(SERVICE_ERROR_CODE, Failure.codeOf(answer));
        boolean lists = endpoint.getConfiguration().getOperation() == GlacierJobOperation.listJobs;
        if (!lists && Failure.codeOf(answer).startsWith("AccessDenied")) {
            builder.unknown();
        } else {
            builder.down();
        }
    }
}
