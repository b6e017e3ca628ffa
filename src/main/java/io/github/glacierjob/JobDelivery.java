package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.Rejection;

/** What a claimed job's end means: an output to deliver in the consumer's mode, its description alone, or an error. */
final class JobDelivery implements Delivery {

    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;
    private final Delivery output;
    private final Delivery description;

    JobDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.endpoint = endpoint;
        this.ledger = ledger;
        this.description = new DescriptionDelivery(consumer, ledger);
        OutputMode mode = endpoint.getConfiguration().getOutputMode();
        this.output = switch (mode == null ? OutputMode.chunks : mode) {
            case stream -> new StreamDelivery(consumer, endpoint, ledger);
            case file -> new FileDelivery(consumer, endpoint, ledger);
            case ranges -> new RangeDelivery(consumer, endpoint, ledger);
            case none -> description;
            default -> new ChunkDelivery(consumer, endpoint, ledger);
        };
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        if (job.succeeded() && job.hasOutput()) {
            return output.deliver(job);
        }
        if (!job.succeeded() && endpoint.getConfiguration().getOnFailedJob() == OnFailedJob.error) {
            ledger.record(job);
            throw new JobFailedException("Vault " + endpoint.getVault() + ", job " + job.id()
                    + ": expected an output, the job ended as Failed: "
                    + Rejection.printable(String.valueOf(job.details().statusMessage())));
        }
        return description.deliver(job);
    }

    @Override
    public void tidy(CompletedJob consumed) {
        output.tidy(consumed);
    }

    @Override
    public void stopFetching() {
        output.stopFetching();
    }
}
