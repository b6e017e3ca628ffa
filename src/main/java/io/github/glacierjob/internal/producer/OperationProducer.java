package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.HealthCheckComponent;

/**
 * Runs the operation that a message names, otherwise the operation of the endpoint. Thread-safe.
 *
 * @param <E> the operations
 */
public abstract class OperationProducer<E extends Enum<E>> extends DefaultProducer {

    private final Class<E> type;
    private final String header;
    private final E defaultOperation;
    private final Runnable whenStarted;
    private final Map<E, Processor> operations;
    private WritableHealthCheckRepository healthChecks;
    private AbstractHealthCheck healthCheck;

    /**
     * Creates a producer of an endpoint.
     *
     * @param header           the header that names an operation
     * @param defaultOperation the operation if a message names none; null if there is no default
     * @param whenStarted      called at each start
     */
    protected OperationProducer(
            Endpoint endpoint, Class<E> type, String header, E defaultOperation, Runnable whenStarted) {
        super(endpoint);
        this.type = type;
        this.header = header;
        this.defaultOperation = defaultOperation;
        this.whenStarted = whenStarted;
        this.operations = new EnumMap<>(type);
    }

    /** Adds the operations; called at each start. */
    protected abstract void addTo(Map<E, Processor> operations);

    /** The health check of this producer, if it has one; called at each start. */
    protected abstract Optional<AbstractHealthCheck> healthCheck(String endpointId);

    @Override
    public void process(Exchange exchange) throws Exception {
        operations.get(operation(exchange.getMessage())).process(exchange);
    }

    private E operation(Message message) {
        Object named = RequestValues.header(message, header);
        if (named == null) {
            return defaultOperation == null ? missingOperation() : defaultOperation;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(known -> known.name().equals(named.toString()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(header, named, "must be " + names()));
    }

    private E missingOperation() {
        throw new IllegalArgumentException(
                "No operation is given: option operation or header " + header + " must be " + names());
    }

    private String names() {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        whenStarted.run();
        addTo(operations);
        DefaultEndpoint endpoint = (DefaultEndpoint) getEndpoint();
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            healthCheck = healthCheck(endpoint.getId()).orElse(null);
        }
        if (healthCheck != null) {
            healthCheck.setEnabled(((HealthCheckComponent) endpoint.getComponent()).isHealthCheckProducerEnabled());
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
