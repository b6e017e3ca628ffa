package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.vault.ThreadPools;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A notifier that does not return costs a bounded number of events, and no stop waits for itself. */
@Timeout(180)
class HangingNotifierTest {

    private static final int MOST = 100_000;

    private final Glacier glacier = new Glacier();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private Onlooker onlooker;
    private Figures figures;

    @BeforeEach
    void open() {
        onlooker = new Onlooker(glacier.context);
        figures = new Figures(glacier.context.getEndpoint(glacier.consumerUri("")), "photos", InstantSource.system());
    }

    @AfterEach
    void close() {
        goOn.countDown();
        glacier.close();
        onlooker.close();
    }

    /** The events arrive here. */
    private void start(Runnable notifier) {
        // The lists of the onlooker are for few events.
        glacier.context.getManagementStrategy().getEventNotifiers().clear();
        glacier.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GlacierJobEvent) {
                    notifier.run();
                    arrived.incrementAndGet();
                }
            }
        });
        ExecutorService line =
                ThreadPools.fixed(glacier.context.getExecutorServiceManager(), this, "GlacierJobEvents", 1);
        figures.open(line);
    }

    private void send(int events) {
        for (int i = 0; i < events; i++) {
            figures.signal(Kind.READY, new Subject("job", null, null, 0, -1));
        }
    }

    private void awaitRelease() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int warnings() {
        return onlooker.log().split("events wait for a notifier", -1).length - 1;
    }

    @Test
    void aHundredThousandEventsAreQueuedAndFurtherOnesAreDroppedWithOneWarning() {
        CountDownLatch hangs = new CountDownLatch(1);
        start(() -> {
            hangs.countDown();
            awaitRelease();
        });
        send(1);
        await().atMost(SOON).until(() -> hangs.getCount() == 0);
        send(MOST);
        assertThat(warnings()).isZero();

        send(1000);
        assertThat(warnings()).isEqualTo(1);
        goOn.countDown();
        await().atMost(SOON).until(() -> arrived.get() == MOST + 1);
        send(1);
        await().atMost(SOON).until(() -> arrived.get() == MOST + 2);
        assertThat(warnings()).isEqualTo(1);
    }

    @Test
    void aNotifierThatStopsTheEndpointDoesNotWaitForItselfAndIsNotInterrupted() {
        AtomicInteger interrupted = new AtomicInteger();
        start(() -> {
            figures.close();
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
        });

        send(1);

        await().atMost(SOON).until(() -> arrived.get() == 1);
        assertThat(onlooker.log()).doesNotContain("a notifier does not return");
        assertThat(interrupted).hasValue(0);
    }
}
