package io.github.glacierjob.memory;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.repository.FileProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program with a small heap. It consumes the first chunks of an archive of 1 TiB, stops, continues in another
 * context, and then reads the last chunks, as if days had passed. It prints the chunks. Argument: a directory.
 */
public final class HugeArchiveChunks {

    static final long SIZE = 1L << 40;
    private static final long MIB = 1 << 20;
    private static final long TAIL = 64 * MIB;
    private static final int CHUNKS = 32;

    private final GlacierSimulator simulator = GlacierSimulator.start();
    private final Content content = Content.seeded(20120821, SIZE);
    private final FileProgressRepository progress;
    private final String job;

    private HugeArchiveChunks(Path directory) {
        progress = new FileProgressRepository(directory.resolve("progress"));
        simulator.createVault("photos");
        job = simulator.addArchiveJob("photos", simulator.addArchive("photos", content, null));
    }

    /** Prints three lines of chunks, with the first and the last, and the peak of the memory. */
    public static void main(String[] arguments) throws Exception {
        HugeArchiveChunks archive = new HugeArchiveChunks(Path.of(arguments[0]));
        archive.live(CHUNKS);
        archive.live(CHUNKS);
        archive.passOver();
        archive.live((int) (TAIL / (8 * MIB)));
        System.out.println("peak " + PeakMemory.bytes());
        System.exit(0);
    }

    private void live(int chunks) throws Exception {
        List<Map<String, Object>> came = new CopyOnWriteArrayList<>();
        CountDownLatch enough = new CountDownLatch(chunks);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("progress", progress);
            String uri = "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                    + "&uriEndpointOverride=" + simulator.endpoint()
                    + "&initialDelay=0&delay=200&progressRepository=#progress";
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).process(exchange -> {
                        came.add(Map.copyOf(exchange.getMessage().getHeaders()));
                        enough.countDown();
                    });
                }
            });
            context.start();
            if (!enough.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("only " + came.size() + " chunks came");
            }
        }
        Map<String, Object> last = came.get(came.size() - 1);
        System.out.printf(
                "chunks %s to %s of %s, proof %s%n",
                came.get(0).get(GlacierJobConstants.CHUNK_INDEX),
                last.get(GlacierJobConstants.CHUNK_INDEX),
                last.get(GlacierJobConstants.CHUNK_COUNT),
                last.get(GlacierJobConstants.PROOF));
    }

    /** The progress that a consumer would have stored here. */
    private void passOver() throws Exception {
        long position = SIZE - TAIL;
        List<String> roots = new ArrayList<>();
        for (long at = 0; at < position; ) {
            long subtree = Long.highestOneBit((position - at) / MIB) * MIB;
            roots.add(content.treeHash(at, at + subtree));
            at += subtree;
        }
        progress.start();
        progress.setState(simulator.vaultArn("photos") + "/jobs/" + job, new Progress(SIZE, position, roots).encode());
        progress.stop();
    }
}
