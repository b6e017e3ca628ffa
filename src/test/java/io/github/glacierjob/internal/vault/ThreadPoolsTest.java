package io.github.glacierjob.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ThreadPoolsTest {

    @Test
    void idleThreadsEndAndTasksWaitForAFreeThread() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            ThreadPoolExecutor pool =
                    (ThreadPoolExecutor) ThreadPools.fixed(context.getExecutorServiceManager(), this, "ranges", 3);

            assertThat(pool.allowsCoreThreadTimeOut()).isTrue();
            assertThat(pool.getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(30);
            assertThat(pool.getCorePoolSize()).isEqualTo(3);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
            assertThat(pool.getQueue().remainingCapacity()).isGreaterThan(1_000_000);
        }
    }
}
