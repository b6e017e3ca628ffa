package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.text.Causes;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.GlacierServiceClientConfiguration;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.DescribeJobResponse;
import software.amazon.awssdk.services.glacier.model.DescribeVaultRequest;
import software.amazon.awssdk.services.glacier.model.DescribeVaultResponse;
import software.amazon.awssdk.services.glacier.model.GetDataRetrievalPolicyRequest;
import software.amazon.awssdk.services.glacier.model.GetDataRetrievalPolicyResponse;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;
import software.amazon.awssdk.services.glacier.model.ListProvisionedCapacityRequest;
import software.amazon.awssdk.services.glacier.model.ListProvisionedCapacityResponse;

/**
 * Replaces its client when the client's connection pool is dead: an {@code Error} in a request shuts the pool down, and
 * every later request fails before it is sent. Such a request is sent again with the new client. Thread-safe.
 */
final class ReopeningClient implements GlacierClient {

    private static final Logger LOG = LoggerFactory.getLogger(ReopeningClient.class);

    private final Supplier<GlacierClient> builder;
    private volatile GlacierClient client;
    private volatile boolean closed;

    ReopeningClient(Supplier<GlacierClient> builder) {
        this.builder = builder;
        this.client = builder.get();
    }

    private <T> T send(Function<GlacierClient, T> request) {
        GlacierClient used = client;
        try {
            return request.apply(used);
        } catch (RuntimeException e) {
            if (closed || !isPoolDead(e)) {
                throw e;
            }
            return request.apply(reopened(used));
        }
    }

    /** Recognizes the failure by its message, because Apache's client has no exception class for it. */
    private static boolean isPoolDead(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof IllegalStateException
                        && String.valueOf(cause.getMessage()).contains("Connection pool shut down"));
    }

    private synchronized GlacierClient reopened(GlacierClient dead) {
        if (client == dead && !closed) {
            LOG.warn("The connection pool was shut down by an error; a new client is built");
            client = builder.get();
            dead.close();
        }
        return client;
    }

    @Override
    public DescribeJobResponse describeJob(DescribeJobRequest request) {
        return send(current -> current.describeJob(request));
    }

    @Override
    public DescribeVaultResponse describeVault(DescribeVaultRequest request) {
        return send(current -> current.describeVault(request));
    }

    @Override
    public ListJobsResponse listJobs(ListJobsRequest request) {
        return send(current -> current.listJobs(request));
    }

    @Override
    public InitiateJobResponse initiateJob(InitiateJobRequest request) {
        return send(current -> current.initiateJob(request));
    }

    @Override
    public ResponseInputStream<GetJobOutputResponse> getJobOutput(GetJobOutputRequest request) {
        return send(current -> current.getJobOutput(request));
    }

    @Override
    public GetDataRetrievalPolicyResponse getDataRetrievalPolicy(GetDataRetrievalPolicyRequest request) {
        return send(current -> current.getDataRetrievalPolicy(request));
    }

    @Override
    public ListProvisionedCapacityResponse listProvisionedCapacity(ListProvisionedCapacityRequest request) {
        return send(current -> current.listProvisionedCapacity(request));
    }

    @Override
    public GlacierServiceClientConfiguration serviceClientConfiguration() {
        return client.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.close();
    }
}
