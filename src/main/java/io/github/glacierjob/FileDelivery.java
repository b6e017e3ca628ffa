package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.FileDownload;
import io.github.glacierjob.output.OutputFile;
import io.github.glacierjob.output.Progress;
import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** One message: the file that holds the output. */
final class FileDelivery implements Delivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;
    private final Set<FileDownload> downloads = ConcurrentHashMap.newKeySet();

    FileDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    /** The journal goes last: a start after a crash in between finds it, and emits the file without a request. */
    @Override
    public boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        try (FileDownload download = endpoint.output(endpoint.getVault(), job).download(null, place(job))) {
            downloads.add(download);
            consumer.paces().begin(job, download.length(), download::present);
            if (!consumer.mayGoOn()) {
                return false;
            }
            File file = download.fetch();
            Exchange exchange = consumer.createExchange(true);
            JobMessages.file(exchange.getMessage(), job, download, file);
            exchange.getMessage().setHeader(GlacierJobConstants.FILE_NAME, job.outputId());
            consumer.send(job, exchange, () -> {
                ledger.advance(job, Progress.done(download.outputSize()));
                download.settle();
            });
            consumer.statistics().messageDone(download.length());
            return true;
        } finally {
            downloads.removeIf(FileDownload::isAborted);
        }
    }

    private OutputFile place(CompletedJob job) {
        return OutputFile.in(endpoint.getConfiguration().getWorkDirectory(), "job id", job.outputId());
    }

    @Override
    public void tidy(CompletedJob consumed) {
        place(consumed).settle();
    }

    @Override
    public void stopFetching() {
        downloads.forEach(FileDownload::abort);
    }
}
