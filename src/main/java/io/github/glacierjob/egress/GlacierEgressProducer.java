package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.preview.PreviewQuery;
import io.github.glacierjob.internal.egress.proof.ProveOperation;
import io.github.glacierjob.internal.egress.report.NotifyOperation;
import io.github.glacierjob.internal.egress.report.ReceiptOperation;
import io.github.glacierjob.internal.egress.report.RetryOperation;
import io.github.glacierjob.internal.egress.report.StatusQuery;
import io.github.glacierjob.internal.producer.OperationProducer;
import io.github.glacierjob.internal.text.Rejection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Runs the operations on the ledger of a vault. Thread-safe. */
class GlacierEgressProducer extends OperationProducer<GlacierEgressOperation> {

    private final EgressVault vault;
    private final CamelContext context;
    private final boolean previewsOnly;

    /**
     * Creates a producer of an endpoint.
     *
     * @param defaultOperation the operation if a message names none; null if there is no default
     * @param whenStarted      called at each start
     */
    GlacierEgressProducer(
            Endpoint endpoint, EgressVault vault, GlacierEgressOperation defaultOperation, Runnable whenStarted) {
        super(endpoint, GlacierEgressOperation.class, GlacierEgressConstants.OPERATION, defaultOperation, whenStarted);
        this.vault = vault;
        this.context = endpoint.getCamelContext();
        this.previewsOnly = defaultOperation == GlacierEgressOperation.preview;
    }

    @Override
    protected void addTo(Map<GlacierEgressOperation, Processor> operations) {
        operations.put(GlacierEgressOperation.preview, exchange -> preview(exchange.getMessage()));
        if (previewsOnly) {
            EnumSet.complementOf(EnumSet.of(GlacierEgressOperation.preview))
                    .forEach(other -> operations.put(other, exchange -> refuse(other)));
        } else {
            addOperationsOfTheLedger(operations);
        }
    }

    private static void refuse(GlacierEgressOperation operation) {
        throw Rejection.of(
                GlacierEgressConstants.OPERATION,
                operation,
                "must be preview, or absent: with operation=preview an endpoint does nothing else");
    }

    private void addOperationsOfTheLedger(Map<GlacierEgressOperation, Processor> operations) {
        StatusQuery status = new StatusQuery(vault);
        operations.put(GlacierEgressOperation.status, exchange -> exchange.getMessage()
                .setBody(new GlacierEgressStatus(status.read())));
        operations.put(GlacierEgressOperation.receipt, new ReceiptOperation(vault));
        operations.put(GlacierEgressOperation.retry, new RetryOperation(vault));
        operations.put(GlacierEgressOperation.notify, new NotifyOperation(vault));
        operations.put(GlacierEgressOperation.prove, new ProveOperation(vault, context));
    }

    private void preview(Message message) {
        Object rate = message.getHeader(GlacierEgressConstants.BYTES_PER_HOUR);
        Double bytesPerHour = rate == null ? null : context.getTypeConverter().tryConvertTo(Double.class, rate);
        Rejection.unless(
                rate == null || bytesPerHour != null && bytesPerHour > 0 && !bytesPerHour.isInfinite(),
                GlacierEgressConstants.BYTES_PER_HOUR,
                rate,
                "must be a number greater than 0");
        message.setBody(new GlacierEgressPreview(new PreviewQuery(vault, context).read(bytesPerHour)));
    }

    @Override
    protected Optional<AbstractHealthCheck> healthCheck(String endpointId) {
        return vault.hasLedger() ? Optional.of(new LedgerHealthCheck(endpointId, vault)) : Optional.empty();
    }
}
