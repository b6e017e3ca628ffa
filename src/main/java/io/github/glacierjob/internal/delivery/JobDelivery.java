package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OnFailedJob;
import io.github.glacierjob.options.OutputMode;
import org.apache.camel.Exchange;

/**
 * Chooses the delivery by the outcome of the job: its output in the consumer's mode, only its description, or a report of
 * its failure.
 */
public final class JobDelivery implements Delivery {

    private final GlacierJobOptions options;
    private final Delivery output;

    public JobDelivery(GlacierJobOptions options) {
        this.options = options;
        OutputMode mode = options.getOutputMode() == null ? OutputMode.chunks : options.getOutputMode();
        this.output = switch (mode) {
            case archives -> new ArchiveDelivery(options.getOnBadArchive());
            case none -> JobDelivery::describe;
            default -> OutputDelivery.of(mode, this::place, options.getChecksumPolicy(), true);
        };
    }

    private OutputFile place(CompletedJob job) {
        return OutputFile.in(options.getWorkDirectory(), "job id", job.outputId())
                .whenExists(options.getFileExist());
    }

    @Override
    public boolean deliver(ClaimedJob claimed) throws RouteFailedException, InterruptedException {
        CompletedJob job = claimed.job();
        if (job.succeeded() && job.hasOutput()) {
            return output.deliver(claimed);
        }
        if (!job.succeeded() && options.getOnFailedJob() == OnFailedJob.error) {
            claimed.record();
            throw new JobFailedException("Vault " + options.vault() + ", job " + job.id()
                    + ": expected an output, the job ended as " + job.details().statusCodeAsString() + ": "
                    + job.details().statusMessage());
        }
        return describe(claimed);
    }

    /** Delivers a job as one message with its description. */
    private static boolean describe(ClaimedJob job) throws RouteFailedException, InterruptedException {
        Exchange exchange = job.exchange();
        JobMessages.describe(exchange, job.job());
        job.send(exchange, 0, job::record);
        return true;
    }

    @Override
    public void removeLeftovers(CompletedJob consumed) {
        output.removeLeftovers(consumed);
    }

    @Override
    public void stopFetching() {
        output.stopFetching();
    }
}
