package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.Failure;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.Rejection;
import io.github.glacierjob.output.ByteRange;
import io.github.glacierjob.output.FileDownload;
import io.github.glacierjob.output.JobOutput;
import io.github.glacierjob.output.OutputFile;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Gets a completed job's output. The job is described first: its kind, size and hash are what the bytes are held against. The
 * first range is fetched before the answer, so that a job that is not ready, or gone, fails here.
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
        RequestValues values = new RequestValues(endpoint, message);
        JobReference reference =
                request.isPresent() ? reference(request.get(), values) : JobReference.of(endpoint, message, body);
        ByteRange range = range(request, values);
        OutputMode mode = endpoint.getConfiguration().getOutputMode();
        Optional<OutputFile> file =
                mode == OutputMode.file ? Optional.of(file(message, reference.jobId())) : Optional.empty();
        refuseRangeOfArchives(mode, range);
        CompletedJob job = new CompletedJob(describe(reference));
        if (mode == OutputMode.archives) {
            message.setBody(new ArchiveMessages(message, InventoryOutput.begun(endpoint, reference.vault(), job)));
            return;
        }
        if (mode == OutputMode.none || job.succeeded() && !job.hasOutput()) {
            AnswerHeaders.write(message, job);
            message.setBody(job.details());
            return;
        }
        JobOutput output = endpoint.output(reference.vault(), job);
        if (file.isPresent()) {
            fetch(message, job, output.download(range, file.get()));
        } else if (mode == OutputMode.chunks) {
            JobMessages.chunks(message, job, output, range);
        } else {
            stream(message, job, output, range);
        }
    }

    private static void refuseRangeOfArchives(OutputMode mode, ByteRange range) {
        if (mode == OutputMode.archives && range != null) {
            throw Rejection.of("range", range, "must be empty: outputMode=archives reads a whole inventory");
        }
    }

    private OutputFile file(Message message, String jobId) {
        Object name = message.getHeader(GlacierJobConstants.FILE_NAME);
        String directory = endpoint.getConfiguration().getWorkDirectory();
        return name == null
                ? OutputFile.in(directory, "job id", jobId)
                : OutputFile.in(directory, GlacierJobConstants.FILE_NAME, name.toString());
    }

    private static void fetch(Message message, CompletedJob job, FileDownload download) {
        try (download) {
            JobMessages.file(message, job, download, download.fetch());
            if (message.getHeader(GlacierJobConstants.FILE_NAME) == null) {
                message.setHeader(GlacierJobConstants.FILE_NAME, job.id());
            }
            download.settle();
        }
    }

    /** Fetching ahead ends with the exchange at the latest: a route that fails must not leave ranges on their way. */
    private static void stream(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputStreamCache stream = JobMessages.stream(message, job, output, range);
        message.getExchange().getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange exchange) {
                stream.release();
            }
        });
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

    private GlacierJobDescription describe(JobReference reference) {
        try {
            return endpoint.getJobs().describe(reference.vault(), reference.jobId());
        } catch (AwsServiceException e) {
            if (Failure.of(e) != Failure.GONE) {
                throw e;
            }
            throw new JobOutputExpiredException(
                    "Vault " + reference.vault() + ", job " + reference.jobId()
                            + ": the service does not know it, jobs live about 24 hours after completion: "
                            + e.getMessage(),
                    e);
        }
    }
}
