package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.Chunk;
import io.github.glacierjob.output.OutputDownload;
import java.io.Closeable;
import java.util.Iterator;
import org.apache.camel.Message;

/**
 * The body of {@code outputMode=chunks} on a producer: a message for each chunk, for
 * {@code .split(body()).streaming().stopOnException()}, which closes it. Each has the headers of the message that asked and
 * those of its chunk. Not thread-safe.
 */
final class ChunkMessages implements Iterator<Message>, Closeable {

    private final MessageTemplate template;
    private final CompletedJob job;
    private final OutputDownload download;

    ChunkMessages(Message asked, CompletedJob job, OutputDownload download) {
        this.template = new MessageTemplate(asked);
        this.job = job;
        this.download = download;
    }

    @Override
    public boolean hasNext() {
        return download.hasNext();
    }

    @Override
    public Message next() {
        Chunk chunk = download.next();
        Message message = template.message();
        JobMessages.chunk(message, job, chunk, download.outputSize());
        return message;
    }

    @Override
    public void close() {
        download.close();
    }
}
