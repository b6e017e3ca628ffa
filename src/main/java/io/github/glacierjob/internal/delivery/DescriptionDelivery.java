package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import org.apache.camel.Exchange;

/** Delivers a job as one message with its description. */
final class DescriptionDelivery implements Delivery {

    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        Exchange exchange = job.exchange();
        JobMessages.describe(exchange, job.job());
        job.send(exchange, 0, job::record);
        return true;
    }
}
