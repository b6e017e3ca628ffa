package io.github.glacierjob;

import io.github.glacierjob.internal.health.ProducerHealthCheck;
import io.github.glacierjob.internal.producer.DescribeJobOperation;
import io.github.glacierjob.internal.producer.GetJobOutputOperation;
import io.github.glacierjob.internal.producer.InitiateJobOperation;
import io.github.glacierjob.internal.producer.ListJobsOperation;
import io.github.glacierjob.internal.producer.ProducerOperation;
import io.github.glacierjob.internal.producer.RequestValues;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.HealthCheckComponent;

/** Runs the operations on jobs. Thread-safe. */
class GlacierJobProducer extends DefaultProducer {

    private final EndpointVault endpointVault;
    private final Runnable whenStarted;
    private final GlacierJobOperation defaultOperation;
    private final Map<GlacierJobOperation, ProducerOperation> operations = new EnumMap<>(GlacierJobOperation.class);
    private WritableHealthCheckRepository healthChecks;
    private ProducerHealthCheck healthCheck;

    /**
     * Creates a producer of an endpoint.
     *
     * @param defaultOperation the operation if a message names none; null if there is no default
     * @param whenStarted      called at each start
     */
    GlacierJobProducer(
            Endpoint endpoint, EndpointVault vault, GlacierJobOperation defaultOperation, Runnable whenStarted) {
        super(endpoint);
        this.whenStarted = whenStarted;
        this.endpointVault = vault;
        this.defaultOperation = defaultOperation;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        operations.get(operation(message)).process(message);
    }

    private GlacierJobOperation operation(Message message) {
        Object header = RequestValues.header(message, GlacierJobConstants.OPERATION);
        if (header == null) {
            return defaultOperation == null ? missingOperation() : defaultOperation;
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
        whenStarted.run();
        OpenVault<GlacierJobOptions> vault = endpointVault.vault();
        operations.put(GlacierJobOperation.initiateJob, new InitiateJobOperation(vault));
        operations.put(GlacierJobOperation.describeJob, new DescribeJobOperation(vault));
        operations.put(GlacierJobOperation.listJobs, new ListJobsOperation(vault));
        operations.put(GlacierJobOperation.getJobOutput, new GetJobOutputOperation(vault));
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                getEndpoint().getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            HealthCheckComponent component = (HealthCheckComponent) ((DefaultEndpoint) getEndpoint()).getComponent();
            healthCheck = new ProducerHealthCheck(
                    ((DefaultEndpoint) getEndpoint()).getId(), vault, defaultOperation == GlacierJobOperation.listJobs);
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
