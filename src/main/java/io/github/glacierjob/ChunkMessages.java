package io.github.glacierjob;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.output.Chunk;
import io.github.glacierjob.output.OutputDownload;
import java.io.Closeable;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/**
 * The body of {@code outputMode=chunks} on a producer: a message for each chunk, for
 * {@code .split(body()).streaming().stopOnException()}, which closes it. Each has the headers of the message that asked and
 * those of its chunk. Not thread-safe.
 */
final class ChunkMessages implements Iterator<Message>, Closeable {

    private final CamelContext context;
    private final Map<String, Object> headers;
    private final CompletedJob job;
    private final OutputDownload download;

    ChunkMessages(Message asked, CompletedJob job, OutputDownload download) {
        this.context = asked.getExchange().getContext();
        this.headers = Map.copyOf(withoutNulls(asked));
        this.job = job;
        this.download = download;
    }

    private static Map<String, Object> withoutNulls(Message asked) {
        Map<String, Object> headers = asked.copy().getHeaders();
        headers.values().removeIf(Objects::isNull);
        return headers;
    }

    @Override
    public boolean hasNext() {
        return download.hasNext();
    }

    @Override
    public Message next() {
        Chunk chunk = download.next();
        Message message = new DefaultMessage(context);
        headers.forEach(message::setHeader);
        AnswerHeaders.write(message, job);
        AnswerHeaders.write(message, chunk, download.outputSize());
        message.setBody(chunk.bytes());
        return message;
    }

    @Override
    public void close() {
        download.close();
    }
}
