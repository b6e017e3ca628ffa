package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdedPoolTest {

    private static final int CHUNKS = 8;

    private final Outputs outputs = new Outputs();

    @AfterEach
    void close() {
        outputs.close();
    }

    /** A pool that accepts every task except one. */
    private static ThreadPoolExecutor refusing(int task) {
        AtomicInteger tasks = new AtomicInteger();
        return new ThreadPoolExecutor(4, 4, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable command) {
                if (tasks.incrementAndGet() == task) {
                    throw new RejectedExecutionException("full");
                }
                super.execute(command);
            }
        };
    }

    /** A pool that runs a task in the calling thread if no thread is free, like Camel's pool when its queue is full. */
    private static ThreadPoolExecutor crowded(int threads) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5})
    void aPoolWithoutFreeThreadsDelaysRangesAndLosesNone(int threads) throws Exception {
        Content content = Content.seeded(3, 24L * MIB);
        ThreadPoolExecutor pool = crowded(threads);
        try (Outputs slow = new Outputs(GlacierSimulator.builder().firstByteLatency(Duration.ofMillis(30)));
                VerifiedInputStream in = new VerifiedInputStream(
                        slow.output(slow.job(content), pool).download((ByteRange) null))) {
            assertThat(in.readAllBytes()).isEqualTo(content.expected(0, 24 * MIB));
            assertThat(slow.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(24);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Reads like a careless reader, which continues after an error. */
    private static byte[] readOn(VerifiedInputStream in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int failures = 0; failures < 3; ) {
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    return all.toByteArray();
                }
                all.write(buffer, 0, count);
            } catch (IOException e) {
                failures++;
            }
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, CHUNKS})
    void aReaderThatContinuesAfterAnErrorGetsNoBytesAfterAGap(int refused) throws Exception {
        Content content = Content.seeded(3, (long) CHUNKS * MIB);
        String document =
                new String(content.expected(0, CHUNKS * MIB), StandardCharsets.ISO_8859_1).replaceAll("[^a-z]", "x");
        byte[] expected = document.getBytes(StandardCharsets.US_ASCII);
        ThreadPoolExecutor pool = refusing(refused);
        try (VerifiedInputStream in = new VerifiedInputStream(
                outputs.output(outputs.inventory(document), pool).download((ByteRange) null))) {
            byte[] read = readOn(in);

            assertThat(Arrays.equals(read, 0, read.length, expected, 0, read.length))
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }
}
