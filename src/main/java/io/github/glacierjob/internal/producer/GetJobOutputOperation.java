package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OutputMode;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;

/**
 * Gets the output of a completed job, or the range that a descriptor names. Requests the job's description first, because
 * its size and hash are needed to check the bytes. Fetches the first range before it answers, so that a job that is not
 * ready or gone fails here.
 */
public record GetJobOutputOperation(OpenVault<GlacierJobOptions> vault) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        MessageBody body = MessageBody.offered(message);
        Optional<GetJobOutputRequest> request = body.request(GetJobOutputRequest.class, ServiceJson.OUTPUT);
        Optional<RangeDescriptor> described = body.range();
        RequestValues values = new RequestValues(vault, message);
        JobReference reference = JobReference.of(request, GetJobOutputRequest::jobId, body, values);
        GlacierJobOptions options = vault.options();
        if (options.getOutputMode() == OutputMode.none) {
            describe(message, vault.completed(reference.vault(), reference.jobId()));
        } else if (described.isPresent()) {
            OutputAnswer answer = OutputAnswer.of(options, message, described.get());
            new DescribedRange(vault, reference, described.get()).fetch(answer);
        } else {
            fetch(message, reference, OutputAnswer.of(options, message, range(request, values), reference.jobId()));
        }
    }

    private void fetch(Message message, JobReference reference, OutputAnswer answer) {
        CompletedJob job = vault.completed(reference.vault(), reference.jobId());
        if (job.succeeded() && !job.hasOutput()) {
            describe(message, job);
        } else {
            answer.write(job, vault.output(reference.vault(), job));
        }
    }

    private static void describe(Message message, CompletedJob job) {
        AnswerHeaders.write(message, job);
        message.setBody(job.details());
    }

    /**
     * The range from the request, otherwise from the header, otherwise from the option; empty text means the whole
     * output.
     */
    private static ByteRange range(Optional<GetJobOutputRequest> request, RequestValues values) {
        return request.map(GetJobOutputRequest::range)
                .map(own -> new RequestValues.Named("range", own))
                .or(() -> values.value(
                        GlacierJobConstants.RANGE, "range", values.options().getRange()))
                .filter(range -> !range.text().isEmpty())
                .map(range -> ByteRange.parse(range.name(), range.text()))
                .orElse(null);
    }
}
