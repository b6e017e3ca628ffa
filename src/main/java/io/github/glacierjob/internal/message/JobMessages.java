package io.github.glacierjob.internal.message;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.file.FileDownload;
import io.github.glacierjob.internal.output.Chunk;
import io.github.glacierjob.internal.output.InventoryOutput;
import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.output.OutputDownload;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.range.Proof;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.OnBadArchive;
import java.io.File;
import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

/**
 * Fills exchanges with a job's description, a chunk or a range of its output, a stream over its output, or the file that
 * holds it.
 */
public final class JobMessages {

    private JobMessages() {}

    public static void describe(Exchange exchange, CompletedJob job) {
        AnswerHeaders.write(exchange.getMessage(), job);
        exchange.getMessage().setBody(job.details());
        batch(exchange, 0, 1, true);
    }

    public static void chunk(Exchange exchange, CompletedJob job, Chunk chunk, long outputSize) {
        chunk(exchange.getMessage(), job, chunk, outputSize);
        batch(exchange, chunk.index(), chunk.count(), chunk.isLast());
    }

    /** Fills an exchange with an entry of an inventory. The number of entries is known only with the last entry. */
    public static void archive(Exchange exchange, InventoryOutput inventory, InventoryOutput.Entry entry) {
        archive(exchange.getMessage(), inventory, entry);
        boolean empty = entry.archive() == null && entry.bad() == null;
        int index = (int) inventory.index();
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, !inventory.hasNext());
        if (!inventory.hasNext()) {
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, empty ? 0 : index + 1);
        }
    }

    private static void archive(Message message, InventoryOutput inventory, InventoryOutput.Entry entry) {
        AnswerHeaders.write(message, inventory.job());
        AnswerHeaders.writeInventory(
                message, inventory.inventoryDate().orElse(null), inventory.hasNext() ? null : inventory.bad());
        if (entry.archive() != null) {
            AnswerHeaders.write(message, entry.archive());
            message.setBody(entry.archive());
        } else if (entry.bad() != null) {
            AnswerHeaders.write(message, entry.bad());
            message.setBody(entry.bad().members());
        } else {
            AnswerHeaders.put(message, GlacierJobConstants.EMPTY_INVENTORY, true);
            message.setBody(null);
        }
    }

    /** Sets a body that a splitter turns into one message for each archive of an inventory. */
    public static void archives(Message message, CompletedJob job, JobOutput output, OnBadArchive onBadArchive) {
        InventoryOutput inventory = InventoryOutput.begun(job, output, onBadArchive);
        AnswerHeaders.write(message, job);
        MessageTemplate template = new MessageTemplate(message);
        message.setBody(new SplitMessages(
                inventory::hasNext,
                () -> template.filled(one -> archive(one, inventory, inventory.next())),
                inventory::close));
    }

    public static void chunk(Message message, CompletedJob job, Chunk chunk, long outputSize) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.write(message, chunk, outputSize);
        message.setBody(chunk.bytes());
    }

    public static void range(Exchange exchange, CompletedJob job, RangeDescriptor range) {
        range(exchange.getMessage(), job, range);
        batch(exchange, range.index(), range.count(), range.isLast());
    }

    /** Fills a message with a range's descriptor, as text that any broker can carry. */
    private static void range(Message message, CompletedJob job, RangeDescriptor range) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.writePlace(message, range);
        message.setBody(ServiceJson.text(range.toMap()));
    }

    /** Sets a body that a splitter turns into one message for each descriptor of an output. */
    public static void ranges(Message message, CompletedJob job, JobOutput output) {
        MessageTemplate template = new MessageTemplate(message);
        AnswerHeaders.write(message, job);
        AnswerHeaders.put(message, GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, output.size());
        Iterator<RangeDescriptor> ranges = output.ranges(Optional.empty()).iterator();
        message.setBody(new SplitMessages(
                ranges::hasNext, () -> template.filled(one -> range(one, job, ranges.next())), () -> {}));
    }

    /** Sets a stream over an output, or over a range of it, as the body. */
    public static OutputStreamCache stream(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputDownload download = begin(message, job, output, range);
        OutputStreamCache stream = new OutputStreamCache(download, download.length(), () -> output.download(range));
        message.setBody(stream);
        return stream;
    }

    /** Sets a file that holds an output, or a range of it, as the body. */
    public static void file(Message message, CompletedJob job, FileDownload download, File file) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.writeOutput(message, download.answer(), download.outputSize(), download.proof());
        AnswerHeaders.writeComposed(message, download.expectedHash().orElse(null));
        AnswerHeaders.writeFile(message, file);
        message.setBody(file);
    }

    /** Sets a body that a splitter turns into one message for each chunk of an output. */
    public static void chunks(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputDownload download = begin(message, job, output, range);
        MessageTemplate template = new MessageTemplate(message);
        message.setBody(new SplitMessages(
                download::hasNext,
                () -> template.filled(one -> chunk(one, job, download.next(), download.outputSize())),
                download::close));
    }

    /**
     * Begins a download and fetches its first range, so that an output that is not available fails before a message is
     * filled.
     */
    private static OutputDownload begin(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputDownload download = output.download(range);
        Chunk first = firstOf(download);
        AnswerHeaders.write(message, job);
        Proof proof = download.expectedHash().isPresent() ? Proof.whole : first.proof();
        AnswerHeaders.writeOutput(message, first.answer(), output.size(), proof);
        if (first.count() == 1) {
            AnswerHeaders.writeRequest(message, first.answer());
        } else {
            AnswerHeaders.writeComposed(message, download.expectedHash().orElse(null));
        }
        return download;
    }

    private static Chunk firstOf(OutputDownload download) {
        try {
            return download.first();
        } catch (RuntimeException e) {
            download.close();
            throw e;
        }
    }

    private static void batch(Exchange exchange, int index, int count, boolean last) {
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, count);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
    }
}
