package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.JobOutput;
import io.github.glacierjob.output.Progress;
import org.apache.camel.Exchange;

/** One message: a stream over the output. What the route reads is fetched for it until it is done, also during a stop. */
final class StreamDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;

    StreamDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        JobOutput output = endpoint.output(endpoint.getVault(), job);
        Exchange exchange = consumer.createExchange(true);
        OutputStreamCache stream = JobMessages.stream(exchange.getMessage(), job, output, null);
        consumer.paces().begin(job, output.size(), stream::position);
        try {
            consumer.send(job, exchange, () -> ledger.advance(job, Progress.done(output.size())));
            consumer.statistics().messageDone(output.size());
            return true;
        } finally {
            stream.release();
        }
    }
}
