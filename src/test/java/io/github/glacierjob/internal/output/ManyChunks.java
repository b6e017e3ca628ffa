package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.text.ByteRange;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A program with its own heap: threads allocate chunks of 1 MiB, use them, and release them. It prints how often the
 * JVM collected garbage. Arguments: threads, chunks of each thread.
 */
public final class ManyChunks {

    private static final int CHUNK = 1 << 20;

    private ManyChunks() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        int chunks = Integer.parseInt(arguments[1]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> use(chunks)));
        }
        for (Future<?> one : running) {
            one.get();
        }
        pool.shutdown();
        System.out.println(ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum());
    }

    private static Void use(int chunks) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < chunks; i++) {
            HeapLanding landing = new HeapLanding(new ByteRange(0, CHUNK - 1), Set.of());
            landing.giveRoom();
            landing.begin(null);
            digest.digest(landing.bytes());
        }
        return null;
    }
}
