package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.RangeDescriptor;
import java.util.Iterator;
import org.apache.camel.Exchange;

/** Delivers an output as one message for each range, with a descriptor that another program can fetch it with. */
final class RangeDelivery implements Delivery {

    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        Iterator<RangeDescriptor> ranges = job.output().ranges(job.progress()).iterator();
        while (ranges.hasNext() && job.mayGoOn()) {
            RangeDescriptor range = ranges.next();
            Exchange exchange = job.exchange();
            JobMessages.range(exchange, job.job(), range);
            job.send(exchange, 0, () -> job.advance(range.reached()));
        }
        return !ranges.hasNext();
    }
}
