package io.github.glacierjob.internal.file;

import io.github.glacierjob.internal.range.AnswerCheck;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Extent;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.range.RangeDownload;
import io.github.glacierjob.internal.range.VerifiedRange;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.OutputFileException;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.FileExist;
import java.io.File;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;

/**
 * Fetches an output, or a range of it, into a file. Ranges are written in place in parallel. Each range is recorded when
 * it is verified and on the disk, so that a later attempt fetches only the missing ranges. Used by one thread; any thread
 * may call {@link #abort()}.
 */
public final class FileDownload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileDownload.class);
    private static final long LOOK_AROUND_MILLIS = 500;

    private final OutputSource source;
    private final Extent extent;
    private final DownloadSettings settings;
    private final ExecutorService pool;
    private volatile OutputFile file;
    private final AnswerCheck check;
    private final Optional<String> expectedHash;
    private final Map<Future<RangeDownload>, RangeDownload> running = new ConcurrentHashMap<>();
    private volatile PartFile part;
    private volatile boolean aborted;

    public FileDownload(
            OutputSource source, Extent extent, DownloadSettings settings, ExecutorService pool, OutputFile file) {
        this.source = source;
        this.extent = extent;
        this.settings = settings;
        this.pool = pool;
        this.file = file;
        this.check = new AnswerCheck(source, extent.size());
        this.expectedHash = extent.isWhole() ? source.expectedHash(settings.checksumPolicy()) : Optional.empty();
    }

    /**
     * Fetches the file and waits until it is whole, verified and under its final name. Sends no request if the file is
     * already there.
     *
     * @throws OutputFileException if the file cannot be written; recorded ranges are kept
     * @throws io.github.glacierjob.job.JobOutputException if the output is not available; SDK exceptions unchanged
     */
    public File fetch() {
        try {
            open();
            if (!part.isPublished()) {
                requireSpace();
                fetchMissing();
                proveWhole();
                part.publish();
                file = part.file();
            }
            return file.path().toFile();
        } catch (FileAlreadyExistsException e) {
            throw new OutputFileException(
                    where()
                            + "expected no other file under its name, there is one that is not this output; it stays as it is."
                            + " Move it away, or see the option fileExist",
                    e);
        } catch (OverlappingFileLockException e) {
            throw new OutputFileException(where() + "it is being written by another route or process", e);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private void open() throws IOException {
        boolean onlyProved = settings.checksumPolicy() == ChecksumPolicy.required
                && source.job().isArchive();
        FileIdentity identity = FileIdentity.of(source, extent, settings);
        try {
            part = PartFile.open(file, identity, expectedHash, onlyProved, this::requireRunning);
        } catch (FileAlreadyExistsException e) {
            if (file.whenExists() != FileExist.TryRename) {
                throw e;
            }
            file = file.withSuffix(identity.suffix());
            part = PartFile.open(file, identity, expectedHash, onlyProved, this::requireRunning);
        }
    }

    private void requireRunning() {
        if (isStopped()) {
            throw source.stopped();
        }
    }

    /**
     * Requires enough free space. Gaps within the part, which a stop left where ranges were in flight, count as present
     * here, so the result is smaller than the real need.
     */
    private void requireSpace() throws IOException {
        long needed = length() - Math.min(length(), part.size());
        long usable = file.disk().usableSpace(file.path().getParent());
        if (usable < needed) {
            throw new OutputFileException(
                    where() + "expected " + needed + " bytes of free space for the missing part of " + length()
                            + ", there are " + usable,
                    new FileSystemException(file.toString(), null, "not enough space"));
        }
    }

    private void fetchMissing() {
        MissingRanges missing = new MissingRanges(part.plan(), part::has, settings.parallelism());
        CompletionService<RangeDownload> done = new ExecutorCompletionService<>(pool);
        Optional<ByteRange> next = missing.next();
        while (next.isPresent() || !running.isEmpty()) {
            while (next.isPresent() && running.size() < settings.parallelism()) {
                start(next.get(), done);
                next = missing.next();
            }
            awaitOne(done)
                    .ifPresent(one -> missing.learn(one.range(), one.timing().waited()));
        }
    }

    private void start(ByteRange range, CompletionService<RangeDownload> done) {
        RangeDownload download = new RangeDownload(
                source, check, settings.checksumPolicy(), range, new FileLanding(part, range, this::trouble));
        synchronized (running) {
            if (aborted) {
                throw source.stopped();
            }
            running.put(done.submit(() -> fetch(download)), download);
        }
    }

    private RangeDownload fetch(RangeDownload download) {
        VerifiedRange verified = download.fetch().orElseThrow(source::stopped);
        try {
            part.record(verified);
            return download;
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /**
     * Waits a short time for one range; empty if none has completed. The time is short because a pool that is shut down
     * drops its waiting tasks without a signal.
     */
    private Optional<RangeDownload> awaitOne(CompletionService<RangeDownload> done) {
        try {
            Future<RangeDownload> one = done.poll(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
            if (isStopped()) {
                throw source.stopped();
            }
            if (one == null) {
                return Optional.empty();
            }
            running.remove(one);
            return Optional.of(one.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw source.stopped();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private RuntimeException failure(Throwable cause) {
        if (isStopped()) {
            return source.stopped();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    private boolean isStopped() {
        return aborted || pool.isShutdown();
    }

    private void proveWhole() throws IOException {
        if (expectedHash.isPresent() && !expectedHash.get().equalsIgnoreCase(part.treeHash())) {
            String received = part.treeHash();
            part.discard();
            throw source.mismatch("the whole output of " + outputSize() + " bytes", expectedHash.get(), received, true);
        }
    }

    private OutputFileException trouble(IOException e) {
        String space;
        try {
            space = file.disk().usableSpace(file.path().getParent()) + " bytes are available";
        } catch (IOException unknown) {
            space = "its directory cannot be read";
        }
        return new OutputFileException(where() + "cannot write its " + length() + " bytes, " + space + ": " + e, e);
    }

    private String where() {
        return source.where("file " + file);
    }

    /** The file's name within its directory, after the fetch. It differs from the wanted name if that name was taken. */
    public String name() {
        return file.name();
    }

    /** Bytes in the whole output. */
    public long outputSize() {
        return extent.size();
    }

    /** Bytes in the file. */
    public long length() {
        return extent.wanted().length();
    }

    /** {@return bytes that are verified and on the disk; any thread may ask} */
    public long present() {
        return part == null ? 0 : part.present();
    }

    /** The hash that the file was compared with; empty if the service has no hash, only a part is wanted, or checksumPolicy is none. */
    public Optional<String> expectedHash() {
        return expectedHash;
    }

    /** The proof of the file, after the fetch: that the whole is right, or the weakest proof of its ranges. */
    public Proof proof() {
        return expectedHash.isPresent() ? Proof.whole : part.proof();
    }

    /** The service's answer without the bytes, after the fetch: content type, accepted ranges, the description. */
    public GetJobOutputResponse answer() {
        return part.answer();
    }

    /** Removes the journal: the file now belongs to the caller. A later request fetches it again. */
    public void settle() {
        part.settle();
    }

    /** Removes the file and its journal after its content was delivered. */
    public void remove() {
        part.remove();
    }

    /** Aborts the fetch; any thread may call this. A file that is whole already stays whole. */
    public void abort() {
        synchronized (running) {
            aborted = true;
            running.forEach((future, download) -> {
                download.abort();
                future.cancel(false);
            });
        }
    }

    /** Whether this download was aborted or closed. */
    public boolean isAborted() {
        return aborted;
    }

    /** Aborts the fetch and closes the file; recorded ranges are kept. */
    @Override
    public void close() {
        abort();
        try {
            if (part != null) {
                part.close();
            }
        } catch (IOException e) {
            LOG.warn("File {} is left as it is: {}", file, e.toString());
        }
    }
}
