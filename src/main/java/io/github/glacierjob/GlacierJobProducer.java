package io.github.glacierjob;

import io.github.glacierjob.job.Rejection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.HealthCheckComponent;

/** Runs the operations on jobs. Thread-safe. */
class GlacierJobProducer extends DefaultProducer {

    private final GlacierJobEndpoint endpoint;
    private final Map<GlacierJobOperation, ProducerOperation> operations = new EnumMap<>(GlacierJobOperation.class);
    private WritableHealthCheckRepository healthChecks;
    private GlacierJobHealthCheck healthCheck;

    GlacierJobProducer(GlacierJobEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        operations.put(GlacierJobOperation.initiateJob, new InitiateJobOperation(endpoint));
        operations.put(GlacierJobOperation.describeJob, new DescribeJobOperation(endpoint));
        operations.put(GlacierJobOperation.listJobs, new ListJobsOperation(endpoint));
        operations.put(GlacierJobOperation.getJobOutput, new GetJobOutputOperation(endpoint));
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        operations.get(operation(message)).process(message);
    }

    private GlacierJobOperation operation(Message message) {
        Object header = message.getHeader(GlacierJobConstants.OPERATION);
        if (header == null) {
            return endpoint.getConfiguration().getOperation() == null
                    ? missingOperation()
                    : endpoint.getConfiguration().getOperation();
        }
        return Arrays.stream(GlacierJobOperation.values())
                .filter(known -> known.name().equals(header.toString()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(GlacierJobConstants.OPERATION, header, "must be " + names()));
    }

    private static GlacierJobOperation missingOperation() {
        throw new IllegalArgumentException("No operation is given: option operation or header "
                + GlacierJobConstants.OPERATION + " must be " + names());
    }

    private static String names() {
        return Arrays.stream(GlacierJobOperation.values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            HealthCheckComponent component = (HealthCheckComponent) endpoint.getComponent();
            healthCheck = new GlacierJobHealthCheck(endpoint);
            healthCheck.setEnabled(component.isHealthCheckProducerEnabled());
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
            healthCheck = null;
        }
        super.doStop();
    }
}
