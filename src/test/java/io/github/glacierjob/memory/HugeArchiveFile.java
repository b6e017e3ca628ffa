package io.github.glacierjob.memory;

import io.github.glacierjob.internal.file.FileDownload;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.file.TroubledDisk;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Outputs;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A program with a small heap. It writes the beginning of an archive of 1 TiB into a file, twice, and prints the bytes
 * that existed and the bytes that were sent. The disk reports enough free space. Argument: a directory.
 */
public final class HugeArchiveFile {

    private static final long ENOUGH = 256L << 20;

    private HugeArchiveFile() {}

    /** Prints two lines, and the peak of the memory. */
    public static void main(String[] arguments) throws Exception {
        try (Outputs outputs = new Outputs()) {
            outputs.simulator.createVault("photos");
            CompletedJob job = outputs.described(outputs.job(Content.seeded(20120821, 1L << 40)));
            OutputFile file = OutputFile.in(arguments[0], "name", "huge").on(new TroubledDisk());
            begin(outputs, outputs.output(job), file, ENOUGH);
            begin(outputs, outputs.output(job), file, 2 * ENOUGH);
            Files.delete(file.part());
        }
        System.out.println("peak " + PeakMemory.bytes());
        System.exit(0);
    }

    private static void begin(Outputs outputs, JobOutput output, OutputFile file, long until) throws Exception {
        outputs.simulator.clearRequests();
        long before = file.recordedBytes();
        try (FileDownload download = output.download(null, file)) {
            CompletableFuture<Void> fetching = CompletableFuture.runAsync(download::fetch);
            while (download.present() < until) {
                waitFor(fetching);
            }
        }
        long sent = outputs.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .mapToLong(RecordedRequest::bytesSent)
                .sum();
        System.out.printf("file from %d to %d, sent %d%n", before, file.recordedBytes(), sent);
    }

    /** Reads a little of the output; reads to the end only if the test fails. */
    private static void waitFor(CompletableFuture<Void> fetching) throws InterruptedException, ExecutionException {
        try {
            fetching.get(10, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return;
        }
    }
}
