package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.ByteRange;
import io.github.glacierjob.output.RangeDescriptor;
import java.util.Optional;
import org.apache.camel.Message;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;

/**
 * Gets a completed job's output, or the range of it that a descriptor names. The job is described first: its size and hash
 * are what the bytes are held against. The first range is fetched before the answer, so that a job that is not ready, or
 * gone, fails here.
 */
final class GetJobOutputOperation implements ProducerOperation {

    private final GlacierJobEndpoint endpoint;

    GetJobOutputOperation(GlacierJobEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void process(Message message) {
        MessageBody body = MessageBody.offered(message);
        Optional<GetJobOutputRequest> request = body.request(GetJobOutputRequest.class);
        Optional<RangeDescriptor> described = body.range();
        RequestValues values = new RequestValues(endpoint, message);
        JobReference reference =
                request.isPresent() ? reference(request.get(), values) : JobReference.of(endpoint, message, body);
        GlacierJobConfiguration options = endpoint.getConfiguration();
        if (options.getOutputMode() == OutputMode.none) {
            describe(message, reference.completed(endpoint.getJobs()));
        } else if (described.isPresent()) {
            OutputAnswer answer = OutputAnswer.of(options, message, described.get());
            new DescribedRange(endpoint, reference, described.get()).fetch(answer);
        } else {
            fetch(message, reference, OutputAnswer.of(options, message, range(request, values), reference.jobId()));
        }
    }

    private void fetch(Message message, JobReference reference, OutputAnswer answer) {
        CompletedJob job = reference.completed(endpoint.getJobs());
        if (job.succeeded() && !job.hasOutput()) {
            describe(message, job);
        } else {
            answer.write(job, endpoint.output(reference.vault(), job));
        }
    }

    private static void describe(Message message, CompletedJob job) {
        AnswerHeaders.write(message, job);
        message.setBody(job.details());
    }

    private static JobReference reference(GetJobOutputRequest request, RequestValues values) {
        String jobId = JobReference.idOf(request.jobId(), values);
        return new JobReference(values.vaultOf(request), jobId);
    }

    /** From the request, else the header, else the option; empty text means the whole output. */
    private static ByteRange range(Optional<GetJobOutputRequest> request, RequestValues values) {
        return request.map(GetJobOutputRequest::range)
                .or(() -> values.value(
                                GlacierJobConstants.RANGE,
                                "range",
                                values.endpoint().getConfiguration().getRange())
                        .map(RequestValues.Named::text))
                .filter(text -> !text.isEmpty())
                .map(ByteRange::parse)
                .orElse(null);
    }
}
