package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.Chunk;
import io.github.glacierjob.internal.output.OutputDownload;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Delivers an output as one message for each range, with its verified bytes. */
final class ChunkDelivery implements Delivery {

    private final Set<OutputDownload> downloads = ConcurrentHashMap.newKeySet();

    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        try (OutputDownload download = job.download()) {
            downloads.add(download);
            job.watch(download.outputSize(), download::position);
            while (download.hasNext() && job.mayGoOn()) {
                Chunk chunk = download.next();
                Exchange exchange = job.exchange();
                JobMessages.chunk(exchange, job.job(), chunk, download.outputSize());
                job.send(exchange, chunk, download);
            }
            return !download.hasNext();
        } finally {
            downloads.removeIf(OutputDownload::isClosed);
        }
    }

    @Override
    public void stopFetching() {
        downloads.forEach(OutputDownload::close);
    }
}
