package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.Chunk;
import io.github.glacierjob.output.OutputDownload;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** One message per range: its verified bytes. */
final class ChunkDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;
    private final Set<OutputDownload> downloads = ConcurrentHashMap.newKeySet();

    ChunkDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        try (OutputDownload download = endpoint.output(endpoint.getVault(), job).download(ledger.progress(job))) {
            downloads.add(download);
            consumer.paces().begin(job, download.outputSize(), download::position);
            while (download.hasNext() && consumer.mayGoOn()) {
                Chunk chunk = download.next();
                Exchange exchange = consumer.createExchange(true);
                JobMessages.chunk(exchange, job, chunk, download.outputSize());
                consumer.send(job, exchange, () -> ledger.advance(job, download.progress()));
                consumer.statistics().messageDone(chunk.bytes().length);
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
