package io.github.glacierjob.memory;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program with a small heap. It consumes one large generated archive with the default options, compares every byte,
 * and prints the result and the peak of its memory. Arguments: endpoint, archive id, size, seed, output mode.
 */
public final class LargeArchiveReader {

    private static final int MINUTES = 3;

    private final Content content;
    private final AtomicLong position = new AtomicLong();
    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    private LargeArchiveReader(Content content) {
        this.content = content;
    }

    /** Exit code 0 if every byte arrived and was right. */
    public static void main(String[] arguments) throws Exception {
        long size = Long.parseLong(arguments[2]);
        LargeArchiveReader reader = new LargeArchiveReader(Content.seeded(Long.parseLong(arguments[3]), size));
        String uri = "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + arguments[0];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            reader.consume(context, uri, arguments[1], arguments[4]);
        }
        boolean right = reader.wrong.get() == null && reader.position.get() == size;
        System.out.printf(
                "verdict %s: %d of %d bytes, %s%n",
                arguments[4], reader.position.get(), size, right ? "all right" : String.valueOf(reader.wrong.get()));
        System.out.println("peak " + PeakMemory.bytes());
        System.exit(right ? 0 : 1);
    }

    private void consume(DefaultCamelContext context, String uri, String archive, String mode) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&delay=200&initialDelay=0&outputMode=" + mode).process(e -> compare(e));
            }
        });
        context.start();
        try (var template = context.createProducerTemplate()) {
            template.requestBody(
                    uri + "&operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive, (Object) null);
        }
        if (!done.await(MINUTES, TimeUnit.MINUTES)) {
            wrong.compareAndSet(null, "not done after minutes");
        }
    }

    private void compare(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        try (InputStream body = message.getMandatoryBody(InputStream.class)) {
            long length = message.getHeader(GlacierJobConstants.CHUNK_SIZE, content.size(), Long.class);
            long start = position.get();
            content.writeTo(new Comparison(body, start), start, start + length);
            if (body.read() >= 0) {
                throw new IOException("more than expected at " + (start + length));
            }
            position.addAndGet(length);
            if (position.get() == content.size()) {
                conclude(message);
            }
        } catch (IOException e) {
            wrong.compareAndSet(null, e.toString());
            done.countDown();
        }
    }

    private void conclude(Message message) throws IOException {
        if (!content.treeHash().equals(message.getHeader(GlacierJobConstants.SHA256_TREE_HASH))
                || !"whole".equals(message.getHeader(GlacierJobConstants.PROOF))) {
            throw new IOException("not proved by the tree hash of the whole");
        }
        done.countDown();
    }

    /** Reads the expected bytes and the same number of bytes from the body, and compares them. */
    private static final class Comparison extends OutputStream {
        private final InputStream body;
        private long at;

        Comparison(InputStream body, long start) {
            super();
            this.body = body;
            this.at = start;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] expected, int offset, int length) throws IOException {
            byte[] came = body.readNBytes(length);
            if (!Arrays.equals(came, 0, came.length, expected, offset, offset + length)) {
                throw new IOException("wrong bytes after " + at);
            }
            at += length;
        }
    }
}
