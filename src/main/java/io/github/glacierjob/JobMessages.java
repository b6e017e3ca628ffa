package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.ServiceJson;
import io.github.glacierjob.output.ByteRange;
import io.github.glacierjob.output.Chunk;
import io.github.glacierjob.output.FileDownload;
import io.github.glacierjob.output.JobOutput;
import io.github.glacierjob.output.OutputDownload;
import io.github.glacierjob.output.Proof;
import io.github.glacierjob.output.RangeDescriptor;
import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

/** Fills exchanges: a job's description, one of its chunks or of its ranges, the stream over its
 * output, or the file that holds it. */
final class JobMessages {

    private JobMessages() {}

    static void describe(Exchange exchange, CompletedJob job) {
        AnswerHeaders.write(exchange.getMessage(), job);
        exchange.getMessage().setBody(job.details());
        batch(exchange, 0, 1, true);
    }

    static void chunk(Exchange exchange, CompletedJob job, Chunk chunk, long outputSize) {
        chunk(exchange.getMessage(), job, chunk, outputSize);
        batch(exchange, chunk.index(), chunk.count(), chunk.isLast());
    }

    static void chunk(Message message, CompletedJob job, Chunk chunk, long outputSize) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.write(message, chunk, outputSize);
        message.setBody(chunk.bytes());
    }

    static void range(Exchange exchange, CompletedJob job, RangeDescriptor range) {
        range(exchange.getMessage(), job, range);
        batch(exchange, range.index(), range.count(), range.isLast());
    }

    /** A range's descriptor, as text that any broker carries. */
    private static void range(Message message, CompletedJob job, RangeDescriptor range) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.writePlace(message, range);
        message.setBody(ServiceJson.text(range.toMap()));
    }

    /** The messages of an output's descriptors, to be split. */
    static void ranges(Message message, CompletedJob job, JobOutput output) {
        MessageTemplate template = new MessageTemplate(message);
        AnswerHeaders.write(message, job);
        AnswerHeaders.put(message, GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, output.size());
        Stream<Message> messages = output.ranges(Optional.empty()).map(range -> {
            Message one = template.message();
            range(one, job, range);
            return one;
        });
        message.setBody(messages.iterator());
    }

    /** A stream over an output or a range of it. */
    static OutputStreamCache stream(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputDownload download = begin(message, job, output, range);
        OutputStreamCache stream = new OutputStreamCache(download, download.length(), () -> output.download(range));
        message.setBody(stream);
        return stream;
    }

    /** A file that holds an output or a range of it. */
    static void file(Message message, CompletedJob job, FileDownload download, File file) {
        AnswerHeaders.write(message, job);
        AnswerHeaders.writeOutput(message, download.answer(), download.outputSize(), download.proof());
        AnswerHeaders.writeComposed(message, download.expectedHash().orElse(null));
        AnswerHeaders.writeFile(message, file);
        message.setBody(file);
    }

    /** The messages of an output's chunks, to be split. */
    static void chunks(Message message, CompletedJob job, JobOutput output, ByteRange range) {
        OutputDownload download = begin(message, job, output, range);
        message.setBody(new ChunkMessages(message, job, download));
    }

    /** The first range is fetched here, so that an output that cannot be had fails before there is a message. */
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
