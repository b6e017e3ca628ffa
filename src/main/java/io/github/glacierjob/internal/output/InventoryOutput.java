package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.inventory.BadArchiveException;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.inventory.InventoryPosition;
import io.github.glacierjob.inventory.InventoryReader;
import io.github.glacierjob.inventory.MalformedInventoryException;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.options.OnBadArchive;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads the archives of an inventory job while the inventory is fetched in verified ranges. An inventory without archives
 * gives one entry without an archive, so that a receiver can distinguish it from a missing inventory. Used by one thread;
 * any thread may call {@link #close()}.
 */
public final class InventoryOutput implements AutoCloseable {

    private final CompletedJob job;
    private final OutputDownload download;
    private final InventoryReader reader;
    private final OnBadArchive onBadArchive;
    private Optional<Entry> ahead = Optional.empty();
    private RuntimeException failure;
    private boolean looked;
    private boolean emptyDelivered;
    private InventoryPosition delivered;

    /**
     * An entry, which becomes one message.
     *
     * @param archive the archive; null for an entry that cannot be read, and for an inventory without archives
     * @param bad     why the entry cannot be read, and its readable members; null for all other entries
     * @param place   the position after the entry
     */
    public record Entry(InventoryArchive archive, BadArchiveException bad, InventoryPosition place) {}

    private InventoryOutput(
            CompletedJob job, OutputDownload download, InventoryPosition from, OnBadArchive onBadArchive) {
        this.job = job;
        this.download = download;
        this.reader = new InventoryReader(new VerifiedInputStream(download), from);
        this.delivered = from;
        this.onBadArchive = onBadArchive;
    }

    /** Creates a reader that continues after the committed progress, or begins at the start; sends no request. */
    public static InventoryOutput of(
            CompletedJob job, JobOutput output, Optional<Progress> left, OnBadArchive onBadArchive) {
        if (!job.isInventory()) {
            throw new JobOutputException(where(job) + "expected an inventory because of outputMode=archives, it is "
                    + job.details().actionAsString());
        }
        InventoryPosition from = left.filter(progress -> progress.outputSize() == output.size())
                .flatMap(Progress::inventory)
                .orElse(InventoryPosition.START);
        ByteRange rest = from.offset() == 0 ? null : new ByteRange(from.offset(), output.size() - 1);
        return new InventoryOutput(job, output.download(rest), from, onBadArchive);
    }

    /** Creates a reader from the start and fetches the first range, so that an output that is not available fails now. */
    public static InventoryOutput begun(CompletedJob job, JobOutput output, OnBadArchive onBadArchive) {
        InventoryOutput inventory = of(job, output, Optional.empty(), onBadArchive);
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

    /** Whether {@link #next()} returns another entry, or throws the reason why there is no entry. */
    public boolean hasNext() {
        if (!looked) {
            looked = true;
            try {
                ahead = read();
            } catch (MalformedInventoryException e) {
                failure = new JobOutputException(where(job) + e.getMessage(), e);
            } catch (IOException e) {
                failure = e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new JobOutputException(where(job) + e.getMessage(), e);
            }
        }
        return failure != null || ahead.isPresent();
    }

    private Optional<Entry> read() throws IOException {
        while (reader.hasNext()) {
            try {
                InventoryArchive archive = reader.next();
                return Optional.of(new Entry(archive, null, reader.position()));
            } catch (BadArchiveException e) {
                if (onBadArchive == OnBadArchive.error) {
                    throw e;
                }
                if (onBadArchive == OnBadArchive.emit) {
                    return Optional.of(new Entry(null, e, reader.position()));
                }
            }
        }
        return messages(reader.position()) == 0 && !emptyDelivered
                ? Optional.of(new Entry(null, null, reader.position()))
                : Optional.empty();
    }

    private long messages(InventoryPosition place) {
        return onBadArchive == OnBadArchive.skip ? place.archives() - place.bad() : place.archives();
    }

    /**
     * Returns the next entry. Throws the exceptions of a download, and a JobOutputException with the place if the
     * document is not an inventory.
     */
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException(where(job) + "the inventory has ended");
        }
        if (failure != null) {
            throw failure;
        }
        Entry entry = ahead.orElseThrow();
        looked = false;
        emptyDelivered = entry.archive() == null && entry.bad() == null;
        delivered = entry.place();
        return entry;
    }

    /** The number of the last returned entry, from 0. */
    public long index() {
        return Math.max(0, messages(delivered) - 1);
    }

    /** The bytes of the document up to the end of the last returned entry. */
    public long offset() {
        return delivered.offset();
    }

    /** The number of bad entries so far. */
    public long bad() {
        return reader.position().bad();
    }

    /** The date of the inventory; empty if the document has no date, as in CSV. */
    public Optional<String> inventoryDate() {
        return reader.inventoryDate();
    }

    /** The progress after the last returned entry is consumed. */
    public Progress progress() {
        long size = download.outputSize();
        return hasNext() ? Progress.ofArchives(size, delivered) : Progress.done(size);
    }

    public boolean isClosed() {
        return download.isClosed();
    }

    @Override
    public void close() {
        download.close();
    }
}
