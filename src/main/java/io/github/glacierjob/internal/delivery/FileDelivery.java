package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.file.FileDownload;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.message.JobMessages;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Delivers an output as one message with the file that holds it. */
final class FileDelivery implements Delivery {

    private final Function<CompletedJob, OutputFile> place;
    private final ChecksumPolicy checksumPolicy;
    private final Set<FileDownload> downloads = ConcurrentHashMap.newKeySet();

    private final boolean keepFiles;

    /** Creates the delivery; {@code place} returns the file of each output. */
    FileDelivery(Function<CompletedJob, OutputFile> place, ChecksumPolicy checksumPolicy, boolean keepFiles) {
        this.place = place;
        this.checksumPolicy = checksumPolicy;
        this.keepFiles = keepFiles;
    }

    /**
     * Fetches the file, sends it and commits it. The journal is removed last: after a crash before that, the next start
     * finds the journal and sends the file without a request.
     */
    @Override
    public boolean deliver(ClaimedJob job) throws RouteFailedException, InterruptedException {
        try (FileDownload download = job.output().download(null, place.apply(job.job()))) {
            downloads.add(download);
            job.watch(download.length(), download::present);
            if (!job.mayGoOn()) {
                return false;
            }
            File file = download.fetch();
            Exchange exchange = job.exchange();
            JobMessages.file(exchange.getMessage(), job.job(), download, file);
            exchange.getMessage().setHeader(GlacierJobConstants.FILE_NAME, download.name());
            TargetWatch watch = TargetWatch.on(exchange, file);
            job.send(exchange, download.length(), () -> commit(job, download, watch.isTarget()));
            return true;
        } finally {
            downloads.removeIf(FileDownload::isAborted);
        }
    }

    /**
     * Commits the job and removes the file. If the file is the destination's file, it is kept, and its journal is removed
     * before the commit, so that no later start removes the file.
     */
    private void commit(ClaimedJob job, FileDownload download, boolean isTarget) {
        if (isTarget) {
            download.settle();
        }
        job.advance(Progress.done(download.outputSize()));
        if (keepFiles) {
            download.settle();
        } else if (!isTarget) {
            download.remove();
        }
    }

    @Override
    public void removeLeftovers(CompletedJob consumed) {
        OutputFile file = place.apply(consumed);
        file.settle();
        file.renamedFor(consumed, checksumPolicy).ifPresent(OutputFile::settle);
    }

    @Override
    public void stopFetching() {
        downloads.forEach(FileDownload::abort);
    }
}
