package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.inventory.InventoryReader;
import io.github.glacierjob.inventory.MalformedInventoryException;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import java.io.IOException;
import java.util.Optional;

/**
 * The archives of an inventory job, read while it is fetched in verified ranges. Used by one thread; {@link #close()} may
 * come from any.
 */
public final class InventoryOutput implements AutoCloseable {

    private final CompletedJob job;
    private final OutputDownload download;
    private final InventoryReader reader;

    private InventoryOutput(CompletedJob job, OutputDownload download, InventoryPosition from) {
        this.job = job;
        this.download = download;
        this.reader = new InventoryReader(new VerifiedInputStream(download), from);
    }

    /** From where it was left, or from its start; nothing is requested yet. */
    public static InventoryOutput of(CompletedJob job, JobOutput output, Optional<Progress> left) {
        if (!job.isInventory()) {
            throw new JobOutputException(where(job) + "expected an inventory because of outputMode=archives, it is "
                    + Rejection.printable(String.valueOf(job.details().actionAsString())));
        }
        InventoryPosition from = left.filter(progress -> progress.outputSize() == output.size())
                .filter(progress -> progress.archives().isPresent())
                .map(progress -> new InventoryPosition(
                        progress.position(), progress.archives().getAsLong()))
                .orElse(InventoryPosition.START);
        ByteRange rest = from.offset() == 0 ? null : new ByteRange(from.offset(), output.size() - 1);
        return new InventoryOutput(job, output.download(rest), from);
    }

    /** From its start, with the first range fetched, so that an output that cannot be had fails now. */
    public static InventoryOutput begun(CompletedJob job, JobOutput output) {
        InventoryOutput inventory = of(job, output, Optional.empty());
        try {
            inventory.download.first();
            return inventory;
        } catch (RuntimeException e) {
            inventory.close();
            throw e;
        }
    }

    private static String where(CompletedJob job) {
        return "Vault " + job.details().vaultARN() + ", job " + job.id() + ": ";
    }

    public CompletedJob job() {
        return job;
    }

    /** Whether {@link #next()} returns another archive, or throws the reason why it cannot. */
    public boolean hasNext() {
        return reader.hasNext();
    }

    /** Throws what a download throws; for a document that is no inventory a JobOutputException that names its place. */
    public InventoryArchive next() {
        try {
            return reader.next();
        } catch (MalformedInventoryException e) {
            throw new JobOutputException(where(job) + e.getMessage(), e);
        } catch (IOException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new JobOutputException(where(job) + e.getMessage(), e);
        }
    }

    /** The number of the archive that was returned last, from 0. */
    public long index() {
        return reader.position().archives() - 1;
    }

    /** Bytes of the document up to the end of the archive that was returned last. */
    public long offset() {
        return reader.position().offset();
    }

    /** How far the inventory is consumed once the archive that was returned last is. */
    public Progress progress() {
        long size = download.outputSize();
        return hasNext() ? Progress.ofArchives(size, offset(), reader.position().archives()) : Progress.done(size);
    }

    public boolean isClosed() {
        return download.isClosed();
    }

    @Override
    public void close() {
        download.close();
    }
}
