package io.github.glacierjob.bench;

import io.github.glacierjob.GlacierJobConstants;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Retrieves with the component's consumer in a route, as a user does. */
final class ComponentRetrieval implements Retrieval {

    private static final int MINUTES = 10;
    private static final String ROUTE = "retrieval";

    /** Java copies the bytes that it writes, and a large copy does not fit into the cache. */
    private static final int BUFFER = 64 << 10;

    private final Setting setting;
    private final String mode;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, FileChannel> open = new ConcurrentHashMap<>();
    private volatile CountDownLatch left;

    ComponentRetrieval(Setting setting, String mode) {
        this(setting, mode, null);
    }

    /** The retrieval, with an addition to the context before its start; null for none. */
    ComponentRetrieval(Setting setting, String mode, Consumer<CamelContext> before) {
        this.setting = setting;
        this.mode = mode;
        if (before != null) {
            before.accept(context);
        }
        context.start();
    }

    /** The context, for the code that observes it. */
    CamelContext context() {
        return context;
    }

    @Override
    public void prepare(List<Output> outputs) throws Exception {
        String uri = uri(outputs);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(ROUTE).autoStartup(false).process(e -> take(e.getMessage()));
            }
        });
    }

    /** The consumer starts to poll here. */
    @Override
    public void retrieve(List<Output> outputs) throws Exception {
        left = new CountDownLatch(outputs.size());
        context.getRouteController().startRoute(ROUTE);
        if (!left.await(MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " outputs are missing");
        }
    }

    /** One output uses the parallelism for its ranges; many outputs are retrieved in parallel instead. */
    private String uri(List<Output> outputs) {
        Output first = outputs.get(0);
        boolean one = outputs.size() == 1;
        return "glacier-job:" + first.vault() + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + setting.endpoint() + "&initialDelay=0&retryDelay=10&chunkSize="
                + setting.chunkSize() + "&outputMode=" + mode + "&workDirectory=" + setting.directory()
                + (one ? "&jobId=" + first.jobId() + "&parallelism=" : "&parallelism=1&concurrentJobs=")
                + setting.parallelism();
    }

    private void take(Message message) throws IOException {
        String jobId = message.getHeader(GlacierJobConstants.ID, String.class);
        Path file = setting.directory().resolve(jobId);
        boolean last = true;
        if (mode.equals("chunks")) {
            last = message.getHeader(GlacierJobConstants.CHUNK_LAST, Boolean.class);
            write(file, message, last);
        } else if (mode.equals("stream")) {
            Files.copy(message.getBody(InputStream.class), file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (last) {
            left.countDown();
        }
    }

    private void write(Path file, Message chunk, boolean last) throws IOException {
        FileChannel channel = open.computeIfAbsent(file.toString(), name -> create(file));
        byte[] bytes = chunk.getBody(byte[].class);
        for (int at = 0; at < bytes.length; ) {
            at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(BUFFER, bytes.length - at)));
        }
        if (last) {
            open.remove(file.toString()).close();
        }
    }

    private static FileChannel create(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
