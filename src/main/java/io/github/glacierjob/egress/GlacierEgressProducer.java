package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultProducer;

/** Reports from the ledger, and changes it. Thread-safe. */
class GlacierEgressProducer extends DefaultProducer {

    private final EgressVault vault;
    private final GlacierEgressOperation defaultOperation;
    private final Map<GlacierEgressOperation, Processor> operations = new EnumMap<>(GlacierEgressOperation.class);

    /**
     * A producer of an endpoint.
     *
     * @param defaultOperation the operation if a message names none; null if there is no default
     */
    GlacierEgressProducer(Endpoint endpoint, EgressVault vault, GlacierEgressOperation defaultOperation) {
        super(endpoint);
        this.vault = vault;
        this.defaultOperation = defaultOperation;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        operations.get(operation(exchange.getMessage())).process(exchange);
    }

    private GlacierEgressOperation operation(Message message) {
        Object header = message.getHeader(GlacierEgressConstants.OPERATION);
        if (header == null) {
            return defaultOperation == null ? missingOperation() : defaultOperation;
        }
        return Arrays.stream(GlacierEgressOperation.values())
                .filter(known -> known.name().equals(header.toString()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(GlacierEgressConstants.OPERATION, header, "must be " + names()));
    }

    private static GlacierEgressOperation missingOperation() {
        throw new IllegalArgumentException("No operation is given: option operation or header "
                + GlacierEgressConstants.OPERATION + " must be " + names());
    }

    private static String names() {
        return Arrays.stream(GlacierEgressOperation.values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        vault.ledger();
    }
}
