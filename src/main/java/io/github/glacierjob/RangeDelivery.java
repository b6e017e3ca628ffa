package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.RangeDescriptor;
import java.util.Iterator;
import org.apache.camel.Exchange;

/** One message per range: its descriptor, for others to fetch it. */
final class RangeDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;

    RangeDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        Iterator<RangeDescriptor> ranges = endpoint.output(endpoint.getVault(), job)
                .ranges(ledger.progress(job))
                .iterator();
        while (ranges.hasNext() && consumer.mayGoOn()) {
            RangeDescriptor range = ranges.next();
            Exchange exchange = consumer.createExchange(true);
            JobMessages.range(exchange, job, range);
            consumer.send(job, exchange, () -> ledger.advance(job, range.reached()));
            consumer.statistics().messageDone(0);
        }
        return !ranges.hasNext();
    }
}
