package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierJobOptions;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Requests the description of a job. Ignores a body that does not name a job. */
public record DescribeJobOperation(OpenVault<GlacierJobOptions> vault) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        MessageBody body = MessageBody.offered(message);
        Optional<DescribeJobRequest> request = body.request(DescribeJobRequest.class, ServiceJson.DESCRIBE);
        GlacierJobDescription job = request.isPresent()
                ? describe(request.get(), new RequestValues(vault, message))
                : describe(JobReference.of(vault, message, body));
        message.setBody(job);
        AnswerHeaders.write(message, job);
    }

    private GlacierJobDescription describe(JobReference job) {
        return vault.jobs().describe(job.vault(), job.jobId());
    }

    private GlacierJobDescription describe(DescribeJobRequest request, RequestValues values) {
        String jobId = JobReference.idOf(request.jobId(), values);
        VaultAddress address = values.vaultOf(request, jobId);
        return vault.jobs()
                .describe(request.toBuilder()
                        .accountId(address.accountId())
                        .vaultName(address.name())
                        .jobId(jobId)
                        .build());
    }
}
