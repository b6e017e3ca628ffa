package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.Alignment;
import io.github.glacierjob.internal.file.FileDownload;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Extent;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.range.SizeProbe;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.options.ChecksumPolicy;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * Downloads the output of one completed job, any number of times. Thread-safe.
 *
 * @param size bytes in the output
 */
public record JobOutput(OutputSource source, DownloadSettings settings, ExecutorService pool, long size) {

    /**
     * Finds out the size of the output: from the description, otherwise with a request for one byte.
     *
     * @throws JobFailedException if the job has no output
     */
    public static JobOutput of(OutputSource source, DownloadSettings settings, ExecutorService pool) {
        if (!source.job().succeeded()) {
            throw new JobFailedException(source.where("its output") + "the job ended as "
                    + source.job().details().statusCodeAsString() + ": "
                    + source.job().details().statusMessage());
        }
        if (settings.checksumPolicy() == ChecksumPolicy.required) {
            refuseUnaligned(source);
        }
        long size = source.job().outputSize().orElseGet(() -> SizeProbe.size(source));
        refuseEndless(source, settings, size);
        return new JobOutput(source, settings, pool, size);
    }

    private static void refuseEndless(OutputSource source, DownloadSettings settings, long size) {
        if (size / settings.chunkSize() >= Integer.MAX_VALUE) {
            throw new JobOutputException(source.where("its output of " + size + " bytes")
                    + "expected fewer than " + Integer.MAX_VALUE + " chunks of " + settings.chunkSize()
                    + " bytes: raise chunkSize, if the size is right");
        }
    }

    /**
     * Refuses a retrieved range that is not a node of the archive's hash tree, because the service has no checksum for
     * any part of it.
     */
    private static void refuseUnaligned(OutputSource source) {
        CompletedJob job = source.job();
        Long archive = job.details().archiveSizeInBytes();
        long size = job.outputSize().orElse(0);
        long end = job.outputStart() + size - 1;
        boolean known = job.isArchive() && archive != null && size > 0;
        if (known && !Alignment.isTreeHashAligned(job.outputStart(), end, archive)) {
            throw new JobOutputException(source.where("bytes " + job.outputStart() + "-" + end + " of the archive")
                    + "expected a checksum because of checksumPolicy=required, the service has none: a range of an archive of "
                    + archive + " bytes has one only if it is tree-hash aligned");
        }
    }

    /**
     * Creates a download of the rest of the output, after the committed progress. Ignores a progress of another output, a
     * progress by archives, and a progress without the hash of the bytes before it.
     */
    public OutputDownload download(Optional<Progress> from) {
        Progress usable = usable(from).filter(Progress::knowsPrefix).orElse(null);
        return new OutputDownload(source, new Extent(size, null), usable, settings, pool);
    }

    private Optional<Progress> usable(Optional<Progress> from) {
        return from.filter(progress -> progress.outputSize() == size && !progress.isDone())
                .filter(progress -> progress.inventory().isEmpty());
    }

    /**
     * Returns descriptors of the ranges of the rest of the output, after the committed progress. Ignores a progress of
     * another output. Sends no request.
     */
    public Stream<RangeDescriptor> ranges(Optional<Progress> from) {
        CompletedJob job = source.job();
        Optional<Progress> left = usable(from);
        long chunkSize =
                left.map(known -> known.chunkSizeOr(settings.chunkSize())).orElse(settings.chunkSize());
        RangePlan plan = new RangePlan(new ByteRange(0, size - 1), chunkSize);
        return plan.rangesFrom(left.map(Progress::position).orElse(0L))
                .map(range -> new RangeDescriptor(
                        job.details().vaultARN(),
                        job.id(),
                        Optional.ofNullable(job.details().archiveId()),
                        plan.indexOf(range.start()),
                        plan.count(),
                        range,
                        size,
                        job.outputTreeHash()));
    }

    /**
     * Refuses a descriptor of another output. Sends no request.
     *
     * @throws JobOutputException if this output's vault, archive, size or tree hash differs; the message names it
     */
    public void require(RangeDescriptor range) {
        range.difference(source.job(), size).ifPresent(difference -> {
            throw new JobOutputException(source.where(range.range()) + difference);
        });
    }

    /**
     * Fetches one range, with a single request unless the connection breaks.
     *
     * @throws JobOutputException if the range is not available; a subclass if the reason is known. SDK exceptions
     *                            unchanged
     */
    public Chunk fetch(RangeDescriptor range) {
        long most = settings.chunkSize() * (settings.parallelism() + 1);
        if (range.range().length() > most) {
            throw new JobOutputException(source.where(range.range()) + "expected at most " + most
                    + " bytes, which are chunkSize x (parallelism + 1), so that they fit into the memory, got "
                    + range.range().length() + "; raise chunkSize here to that of the node which made the descriptor ("
                    + range.chunkSize() + "), or use outputMode=stream or file");
        }
        DownloadSettings undivided = new DownloadSettings(RangeDescriptor.LONGEST, 1, 0, settings.checksumPolicy());
        try (OutputDownload download = new OutputDownload(source, extent(range.asked()), null, undivided, pool)) {
            return download.next().as(range);
        }
    }

    /**
     * Creates a download of a range of the output.
     *
     * @param range the range, null for the whole; an end beyond the output means its end, as for the service
     * @throws JobOutputException if the range starts beyond the output
     */
    public OutputDownload download(ByteRange range) {
        return new OutputDownload(source, extent(range), null, settings, pool);
    }

    /**
     * Creates a download of a range of the output into a file.
     *
     * @param range the range, null for the whole; an end beyond the output means its end, as for the service
     * @throws JobOutputException if the range starts beyond the output
     */
    public FileDownload download(ByteRange range, OutputFile file) {
        return new FileDownload(source, extent(range), settings, pool, file);
    }

    private Extent extent(ByteRange range) {
        if (range == null) {
            return new Extent(size, null);
        }
        if (range.start() >= size) {
            throw new JobOutputException(
                    source.where(range) + "expected a start within the output, which has " + size + " bytes");
        }
        ByteRange within = new ByteRange(range.start(), Math.min(range.end(), size - 1));
        return new Extent(size, within);
    }
}
