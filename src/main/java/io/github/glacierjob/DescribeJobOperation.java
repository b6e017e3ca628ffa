package io.github.glacierjob;

import io.github.glacierjob.job.VaultAddress;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Tells how a job stands. A body that speaks of no job is passed over. */
final class DescribeJobOperation implements ProducerOperation {

    private final GlacierJobEndpoint endpoint;

    DescribeJobOperation(GlacierJobEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void process(Message message) {
        MessageBody body = MessageBody.offered(message);
        Optional<DescribeJobRequest> request = body.request(DescribeJobRequest.class);
        GlacierJobDescription job = request.isPresent()
                ? describe(request.get(), new RequestValues(endpoint, message))
                : describe(JobReference.of(endpoint, message, body));
        message.setBody(job);
        AnswerHeaders.write(message, job);
    }

    private GlacierJobDescription describe(JobReference job) {
        return endpoint.getJobs().describe(job.vault(), job.jobId());
    }

    private GlacierJobDescription describe(DescribeJobRequest request, RequestValues values) {
        VaultAddress vault = values.vaultOf(request);
        String jobId = JobReference.idOf(request.jobId(), values);
        return endpoint.getJobs()
                .describe(request.toBuilder()
                        .accountId(vault.accountId())
                        .vaultName(vault.name())
                        .jobId(jobId)
                        .build());
    }
}
