package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.vault.OpenVault;
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
        JobReference named =
                JobReference.of(request, DescribeJobRequest::jobId, body, new RequestValues(vault, message));
        GlacierJobDescription job = vault.jobs()
                .describe(request.map(DescribeJobRequest::toBuilder)
                        .orElseGet(DescribeJobRequest::builder)
                        .accountId(named.vault().accountId())
                        .vaultName(named.vault().name())
                        .jobId(named.jobId())
                        .build());
        message.setBody(job);
        AnswerHeaders.write(message, job);
    }
}
