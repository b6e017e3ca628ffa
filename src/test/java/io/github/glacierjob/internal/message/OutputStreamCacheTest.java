package io.github.glacierjob.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.output.JobOutput;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Outputs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputStreamCacheTest {

    private static final int TIMES = 100_000;

    private final Outputs outputs = new Outputs();

    @AfterEach
    void close() {
        outputs.close();
    }

    /** Whoever watches the progress of an output asks for the position while the route may reset its body. */
    @Test
    void thePositionMayBeAskedForWhileTheStreamIsReset() throws Exception {
        outputs.simulator.createVault("photos");
        JobOutput output = outputs.output(outputs.described(outputs.job(Content.of("0123456789"))));
        OutputStreamCache stream =
                new OutputStreamCache(output.download((ByteRange) null), 10, () -> output.download((ByteRange) null));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> watcher = CompletableFuture.supplyAsync(() -> {
            long asked = 0;
            while (!over.get()) {
                assertThat(stream.position()).isZero();
                asked++;
            }
            return asked;
        });
        for (int i = 0; i < TIMES && !watcher.isDone(); i++) {
            assertThat(stream.read(new byte[0], 0, 0)).isZero();
            stream.reset();
        }
        over.set(true);

        assertThat(watcher.get()).isPositive();
    }
}
