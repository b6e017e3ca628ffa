package io.github.glacierjob.demo;

import static io.github.glacierjob.GlacierJobConstants.CHUNK_INDEX;
import static io.github.glacierjob.GlacierJobConstants.CHUNK_START;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Writes each chunk to its place in a file. A chunk that is delivered again overwrites itself. */
final class ChunkFile implements Processor {
    private final Path path;

    ChunkFile(Path path) {
        this.path = path;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message chunk = exchange.getMessage();
        ByteBuffer bytes = ByteBuffer.wrap(chunk.getBody(byte[].class));
        long position = chunk.getHeader(CHUNK_START, Long.class);
        try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (chunk.getHeader(CHUNK_INDEX, Integer.class) == 0) {
                channel.truncate(0);
            }
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        }
    }
}
