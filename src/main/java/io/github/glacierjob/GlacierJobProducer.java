package io.github.glacierjob;

import io.github.glacierjob.internal.health.ProducerHealthCheck;
import io.github.glacierjob.internal.producer.DescribeJobOperation;
import io.github.glacierjob.internal.producer.GetJobOutputOperation;
import io.github.glacierjob.internal.producer.InitiateJobOperation;
import io.github.glacierjob.internal.producer.ListJobsOperation;
import io.github.glacierjob.internal.producer.OperationProducer;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Runs the operations on jobs. Thread-safe. */
class GlacierJobProducer extends OperationProducer<GlacierJobOperation> {

    private final EndpointVault<GlacierJobOptions> vault;
    private final boolean lists;

    /**
     * Creates a producer of an endpoint.
     *
     * @param defaultOperation the operation if a message names none; null if there is no default
     * @param whenStarted      called at each start
     */
    GlacierJobProducer(
            Endpoint endpoint,
            EndpointVault<GlacierJobOptions> vault,
            GlacierJobOperation defaultOperation,
            Runnable whenStarted) {
        super(endpoint, GlacierJobOperation.class, GlacierJobConstants.OPERATION, defaultOperation, whenStarted);
        this.vault = vault;
        this.lists = defaultOperation == GlacierJobOperation.listJobs;
    }

    @Override
    protected void addTo(Map<GlacierJobOperation, Processor> operations) {
        OpenVault<GlacierJobOptions> open = vault.vault();
        operations.put(GlacierJobOperation.initiateJob, new InitiateJobOperation(open));
        operations.put(GlacierJobOperation.describeJob, new DescribeJobOperation(open));
        operations.put(GlacierJobOperation.listJobs, new ListJobsOperation(open));
        operations.put(GlacierJobOperation.getJobOutput, new GetJobOutputOperation(open));
    }

    @Override
    protected Optional<AbstractHealthCheck> healthCheck(String endpointId) {
        return Optional.of(new ProducerHealthCheck(endpointId, vault.vault(), lists));
    }
}
