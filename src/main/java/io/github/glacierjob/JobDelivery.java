package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.Rejection;
import io.github.glacierjob.output.Chunk;
import io.github.glacierjob.output.FileDownload;
import io.github.glacierjob.output.JobOutput;
import io.github.glacierjob.output.OutputDownload;
import io.github.glacierjob.output.OutputFile;
import io.github.glacierjob.output.OutputSource;
import io.github.glacierjob.output.Progress;
import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Takes one claimed job through the route: message by message, each committed when it is done, the next only then. Used by
 * the consumer's worker threads, one job each.
 */
final class JobDelivery {

    private final GlacierJobConsumer consumer;
    private final GlacierJobEndpoint endpoint;
    private final JobLedger ledger;
    private final Set<OutputDownload> chunked = ConcurrentHashMap.newKeySet();
    private final Set<FileDownload> files = ConcurrentHashMap.newKeySet();

    JobDelivery(GlacierJobConsumer consumer, GlacierJobEndpoint endpoint, JobLedger ledger) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.ledger = ledger;
    }

    /** Returns whether the job is consumed; false if this side stopped in between. */
    boolean deliver(CompletedJob job) throws RouteFailedException, InterruptedException {
        OutputMode mode = endpoint.getConfiguration().getOutputMode();
        if (!job.succeeded() && endpoint.getConfiguration().getOnFailedJob() == OnFailedJob.error) {
            ledger.record(job);
            throw new JobFailedException("Vault " + endpoint.getVault() + ", job " + job.id()
                    + ": expected an output, the job ended as Failed: "
                    + Rejection.printable(String.valueOf(job.details().statusMessage())));
        }
        if (!job.succeeded() || !job.hasOutput() || mode == OutputMode.none) {
            return describe(job);
        }
        if (mode == OutputMode.file) {
            return file(job);
        }
        return mode == OutputMode.stream ? stream(job) : chunks(job);
    }

    private boolean describe(CompletedJob job) throws RouteFailedException, InterruptedException {
        Exchange exchange = consumer.createExchange(true);
        JobMessages.describe(exchange, job);
        consumer.send(exchange, () -> ledger.record(job));
        consumer.statistics().messageDone(0);
        return true;
    }

    private boolean stream(CompletedJob job) throws RouteFailedException, InterruptedException {
        JobOutput output = output(job);
        Exchange exchange = consumer.createExchange(true);
        OutputStreamCache stream = JobMessages.stream(exchange.getMessage(), job, output, null);
        try {
            consumer.send(exchange, () -> ledger.record(job));
            consumer.statistics().messageDone(output.size());
            return true;
        } finally {
            stream.release();
        }
    }

    /** The journal goes last: a start after a crash in between finds it, and emits the file without a request. */
    private boolean file(CompletedJob job) throws RouteFailedException, InterruptedException {
        OutputFile place = OutputFile.in(endpoint.getConfiguration().getWorkDirectory(), "job id", job.id());
        try (FileDownload download = output(job).download(null, place)) {
            files.add(download);
            if (!consumer.mayGoOn()) {
                return false;
            }
            File file = download.fetch();
            Exchange exchange = consumer.createExchange(true);
            JobMessages.file(exchange.getMessage(), job, download, file);
            exchange.getMessage().setHeader(GlacierJobConstants.FILE_NAME, job.id());
            consumer.send(exchange, () -> {
                ledger.record(job);
                download.settle();
            });
            consumer.statistics().messageDone(download.length());
            return true;
        } finally {
            files.removeIf(FileDownload::isAborted);
        }
    }

    private boolean chunks(CompletedJob job) throws RouteFailedException, InterruptedException {
        try (OutputDownload download = output(job).download(ledger.progress(job))) {
            chunked.add(download);
            while (download.hasNext() && consumer.mayGoOn()) {
                Chunk chunk = download.next();
                Exchange exchange = consumer.createExchange(true);
                JobMessages.chunk(exchange, job, chunk, download.outputSize());
                consumer.send(exchange, () -> commit(job, download.progress()));
                consumer.statistics().messageDone(chunk.bytes().length);
            }
            return !download.hasNext();
        } finally {
            chunked.removeIf(OutputDownload::isClosed);
        }
    }

    /** Progress first: a progress that says done is enough to know that the job is consumed. */
    private void commit(CompletedJob job, Progress reached) {
        ledger.advance(job, reached);
        if (reached.isDone()) {
            ledger.record(job);
        }
    }

    private JobOutput output(CompletedJob job) {
        return endpoint.output(new OutputSource(endpoint.getJobs(), endpoint.getVault(), job));
    }

    /** Ends the fetching ahead for chunks, and into files; a message that is in the route goes on, and so does a stream. */
    void stopFetching() {
        chunked.forEach(OutputDownload::close);
        files.forEach(FileDownload::abort);
    }
}
