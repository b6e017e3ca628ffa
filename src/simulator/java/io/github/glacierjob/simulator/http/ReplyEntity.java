package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.http.entity.AbstractHttpEntity;

/** The body of a reply, written straight from its content. */
final class ReplyEntity extends AbstractHttpEntity {
    private final Reply reply;
    private final UnaryOperator<OutputStream> way;

    /** Creates the body; {@code way} wraps the connection's stream with the stream that the bytes must pass. */
    ReplyEntity(Reply reply, UnaryOperator<OutputStream> way) {
        super();
        this.reply = reply;
        this.way = way;
    }

    @Override
    public long getContentLength() {
        return reply.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        reply.content().writeTo(way.apply(out), reply.start(), reply.end());
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("Bodies are written, not read");
    }
}
