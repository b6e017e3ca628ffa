package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.message.OutputStreamCache;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.Progress;
import org.apache.camel.Exchange;

/**
 * Delivers an output as one message with a stream. The stream fetches the bytes that the route reads until the message is
 * done, also during a stop.
 */
final class StreamDelivery implements Delivery {

    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        JobOutput output = job.output();
        Exchange exchange = job.exchange();
        OutputStreamCache stream = JobMessages.stream(exchange.getMessage(), job.job(), output, null);
        job.watch(output.size(), stream::position);
        try {
            job.send(exchange, output.size(), () -> job.advance(Progress.done(output.size())));
            return true;
        } finally {
            stream.release();
        }
    }
}
