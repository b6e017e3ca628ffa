package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import org.apache.camel.Exchange;

/** One message: the job's description. */
final class DescriptionDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final JobLedger ledger;

    DescriptionDelivery(GlacierJobConsumer consumer, JobLedger ledger) {
        this.consumer = consumer;
        this.ledger = ledger;
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        Exchange exchange = consumer.createExchange(true);
        JobMessages.describe(exchange, job);
        consumer.send(job, exchange, () -> ledger.record(job));
        consumer.statistics().messageDone(0);
        return true;
    }
}
