package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.preview.PreviewQuery;
import io.github.glacierjob.internal.egress.proof.ProveOperation;
import io.github.glacierjob.internal.egress.report.NotifyOperation;
import io.github.glacierjob.internal.egress.report.ReceiptOperation;
import io.github.glacierjob.internal.egress.report.RetryOperation;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.text.Rejection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.HealthCheckComponent;

/** Runs the operations on the ledger of a vault. Thread-safe. */
class GlacierEgressProducer extends DefaultProducer {

    private final EgressVault vault;
    private final Runnable whenStarted;
    private final GlacierEgressOperation defaultOperation;
    private final Map<GlacierEgressOperation, Processor> operations = new EnumMap<>(GlacierEgressOperation.class);
    private WritableHealthCheckRepository healthChecks;
    private LedgerHealthCheck healthCheck;

    /**
     * Creates a producer of an endpoint.
     *
     * @param defaultOperation the operation if a message names none; null if there is no default
     * @param whenStarted      called at each start
     */
    GlacierEgressProducer(
            Endpoint endpoint, EgressVault vault, GlacierEgressOperation defaultOperation, Runnable whenStarted) {
        super(endpoint);
        this.whenStarted = whenStarted;
        this.vault = vault;
        this.defaultOperation = defaultOperation;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        GlacierEgressOperation operation = operation(exchange.getMessage());
        if (operation != GlacierEgressOperation.preview && defaultOperation == GlacierEgressOperation.preview) {
            throw Rejection.of(
                    GlacierEgressConstants.OPERATION,
                    operation,
                    "must be preview, or absent: with operation=preview an endpoint does nothing else");
        }
        operations.get(operation).process(exchange);
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
        whenStarted.run();
        operations.put(GlacierEgressOperation.preview, exchange -> preview(exchange.getMessage()));
        if (defaultOperation != GlacierEgressOperation.preview) {
            addOperationsOfTheLedger();
        }
        addHealthCheck();
    }

    private void addOperationsOfTheLedger() {
        StatusQuery status = new StatusQuery(vault);
        operations.put(GlacierEgressOperation.status, exchange -> exchange.getMessage()
                .setBody(new GlacierEgressStatus(status.read())));
        operations.put(GlacierEgressOperation.receipt, new ReceiptOperation(vault));
        operations.put(GlacierEgressOperation.retry, new RetryOperation(vault));
        operations.put(GlacierEgressOperation.notify, new NotifyOperation(vault));
        operations.put(
                GlacierEgressOperation.prove,
                new ProveOperation(vault, getEndpoint().getCamelContext()));
    }

    private void preview(Message message) {
        Object rate = message.getHeader(GlacierEgressConstants.BYTES_PER_HOUR);
        Double bytesPerHour = rate == null
                ? null
                : getEndpoint().getCamelContext().getTypeConverter().tryConvertTo(Double.class, rate);
        Rejection.unless(
                rate == null || bytesPerHour != null && bytesPerHour > 0 && !bytesPerHour.isInfinite(),
                GlacierEgressConstants.BYTES_PER_HOUR,
                rate,
                "must be a number over 0");
        message.setBody(
                new GlacierEgressPreview(new PreviewQuery(vault, getEndpoint().getCamelContext()).read(bytesPerHour)));
    }

    private void addHealthCheck() {
        if (!vault.hasLedger()) {
            return;
        }
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                getEndpoint().getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            DefaultEndpoint endpoint = (DefaultEndpoint) getEndpoint();
            healthCheck = new LedgerHealthCheck(endpoint.getId(), vault);
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
