package io.github.glacierjob.internal.vault;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/** Creates thread pools of a fixed size whose idle threads end. */
public final class ThreadPools {

    private static final long IDLE_SECONDS = 30;

    private ThreadPools() {}

    public static ExecutorService fixed(ExecutorServiceManager executors, Object source, String name, int threads) {
        return executors.newThreadPool(
                source,
                name,
                new ThreadPoolProfileBuilder(name)
                        .poolSize(threads)
                        .maxPoolSize(threads)
                        .maxQueueSize(Integer.MAX_VALUE)
                        .keepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
                        .allowCoreThreadTimeOut(true)
                        .build());
    }
}
