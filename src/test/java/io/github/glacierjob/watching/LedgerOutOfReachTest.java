package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database that takes long to fail, like a pool without free connections, does not delay the views of the figures.
 */
@Timeout(300)
class LedgerOutOfReachTest {

    private static final String ONLOOKER = "an onlooker";
    private static final int LOOKS = 200;

    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch givesUp = new CountDownLatch(1);
    private final ExecutorService onlookers = Executors.newCachedThreadPool(task -> new Thread(task, ONLOOKER));
    private ReadyVault vault;
    private GlacierEgressEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        vault.through(Database.source(() -> {
            if (down.get()) {
                if (Thread.currentThread().getName().equals(ONLOOKER)) {
                    asked.incrementAndGet();
                    givesUp.await();
                }
                throw new SQLException("The database is down", "08001");
            }
            return vault.database.source.getConnection();
        }));
        String archive = vault.ready(1, 1000);
        vault.route(vault.uri(""), exchange -> {});
        vault.awaitState("DELIVERED", archive);
        endpoint =
                (GlacierEgressEndpoint) vault.glacier.context.getRoute("egress").getEndpoint();
        await().atMost(SOON).until(() -> delivered(endpoint.readSnapshot()) == 1);
    }

    @AfterEach
    void close() throws Exception {
        givesUp.countDown();
        onlookers.shutdownNow();
        vault.close();
    }

    private static int delivered(GlacierJobSnapshot snapshot) {
        Map<?, ?> states = snapshot.ledger() == null
                ? Map.of()
                : (Map<?, ?>) snapshot.ledger().get("states");
        return states.get("DELIVERED") instanceof Map<?, ?> totals ? ((Number) totals.get("archives")).intValue() : 0;
    }

    /** Reads the figures until the database was queried. */
    private int lookUntilAsked() throws InterruptedException {
        while (asked.get() == 0) {
            endpoint.readSnapshot();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return asked.get();
    }

    private int lookOften() {
        for (int i = 0; i < LOOKS; i++) {
            assertThat(delivered(endpoint.readSnapshot()))
                    .as("what was read last")
                    .isEqualTo(1);
        }
        return LOOKS;
    }

    @Test
    void oneViewWaitsForTheLedgerAndTheOthersShowTheLastKnownFigures() throws Exception {
        down.set(true);
        Future<?> first = onlookers.submit(this::lookUntilAsked);
        await().atMost(SOON).until(() -> asked.get() == 1);

        onlookers.submit(this::lookOften).get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(asked).as("while the first one waits").hasValue(1);
        givesUp.countDown();
        first.get(SOON.toSeconds(), TimeUnit.SECONDS);
        long begun = System.nanoTime();
        onlookers.submit(this::lookOften).get(SOON.toSeconds(), TimeUnit.SECONDS);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);

        assertThat(asked.get()).as("after the failure").isLessThanOrEqualTo(2 + (int) seconds);
    }
}
