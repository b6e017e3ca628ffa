package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.ledger.MemoryJobRepository;
import io.github.glacierjob.internal.ledger.MemoryProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class ConsumerLifecycleTest {

    private final Glacier glacier = new Glacier();
    private final List<Integer> indexes = new CopyOnWriteArrayList<>();
    private final List<Object> proofs = new CopyOnWriteArrayList<>();
    private final CountDownLatch second = new CountDownLatch(2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final StateRepository<String, String> progress = new MemoryProgressRepository();
    private String archive;
    private String job;

    @BeforeEach
    void sixChunks() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(7, 6L * MIB), "");
        job = glacier.simulator.addArchiveJob("photos", archive);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        glacier.close();
    }

    /** Records the chunks, and holds the second one until the test releases it. */
    private void note(Exchange exchange) throws InterruptedException {
        indexes.add(exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class));
        proofs.add(exchange.getMessage().getHeader(GlacierJobConstants.PROOF));
        second.countDown();
        if (indexes.size() == 2) {
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Starts a stop while a chunk is in the route, and releases the chunk when the stop waits for it. */
    private void whileTheSecondChunkIsHeld(Action stop) throws InterruptedException {
        Thread stopping = new Thread(() -> {
            try {
                stop.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        await().atMost(SOON).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        stopping.join(10_000);
    }

    private void start(String options) throws Exception {
        glacier.context.getRegistry().bind("progress", progress);
        glacier.route(glacier.consumerUri("chunkSize=1048576&progressRepository=#progress" + options), this::note);
    }

    @Test
    void aSuspendedRouteStopsBetweenChunksAndContinuesAtTheNextOne() throws Exception {
        start("");
        second.await(60, TimeUnit.SECONDS);

        whileTheSecondChunkIsHeld(() -> glacier.context.getRouteController().suspendRoute("jobs"));
        assertThat(indexes).containsExactly(0, 1);

        glacier.context.getRouteController().resumeRoute("jobs");
        await().atMost(SOON).until(() -> indexes.size() == 6);
        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(proofs).endsWith("whole");
    }

    @Test
    void theNextStartContinuesAtTheNextChunkAndVerifiesTheWholeOutput() throws Exception {
        start("");
        second.await(60, TimeUnit.SECONDS);
        whileTheSecondChunkIsHeld(glacier::restart);
        assertThat(indexes).containsExactly(0, 1);
        glacier.simulator.clearRequests();

        start("");
        await().atMost(SOON).until(() -> indexes.contains(5));
        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(proofs).endsWith("whole");
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(4);
    }

    @Test
    void aStartWithALargerChunkSizeKeepsTheChunksOfAStartedOutput() throws Exception {
        start("");
        second.await(60, TimeUnit.SECONDS);
        whileTheSecondChunkIsHeld(glacier::restart);
        glacier.context.getRegistry().bind("progress", progress);
        glacier.route(glacier.consumerUri("chunkSize=4194304&progressRepository=#progress"), this::note);

        await().atMost(SOON).until(() -> proofs.contains("whole"));
        assertThat(indexes.subList(2, indexes.size())).containsExactly(2, 3, 4, 5);
    }

    @Test
    void aProgressThatCannotBeReadIsIgnored() throws Exception {
        progress.setState(glacier.simulator.vaultArn("photos") + "/jobs/" + job, "1 6291456 3145728 r00 deadbeef");
        goOn.countDown();
        start("");

        await().atMost(SOON).until(() -> indexes.size() == 6);
        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aProgressOfDoneMeansThatTheJobIsConsumed() throws Exception {
        goOn.countDown();
        start("");
        await().atMost(SOON).until(() -> indexes.size() == 6);
        glacier.restart();
        glacier.simulator.clearRequests();

        start("");
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= 3);
        assertThat(indexes).hasSize(6);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void aShutdownThatCompletesAllTasksFinishesTheOutput() throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("chunkSize=1048576"))
                        .routeId("jobs")
                        .shutdownRunningTask(ShutdownRunningTask.CompleteAllTasks)
                        .process(e -> note(e));
            }
        });
        second.await(60, TimeUnit.SECONDS);
        Thread stop = new Thread(glacier.context::stop);
        stop.start();
        await().atMost(SOON).until(() -> glacier.context.getStatus().isStopping());
        goOn.countDown();
        stop.join(10_000);

        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void twoConsumersWithSharedRepositoriesShareTheJobs() throws Exception {
        goOn.countDown();
        for (int i = 0; i < 10; i++) {
            glacier.simulator.addArchiveJob("photos", archive);
        }
        List<String> ids = new CopyOnWriteArrayList<>();
        glacier.context.getRegistry().bind("claims", new MemoryJobRepository());
        glacier.context.getRegistry().bind("consumed", new MemoryJobRepository());
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                String shared = "outputMode=none&inProgressRepository=#claims&idempotentRepository=#consumed";
                for (int node = 0; node < 2; node++) {
                    from(glacier.consumerUri(shared + "&maxRetries=" + node))
                            .process(e -> ids.add(e.getMessage().getHeader(GlacierJobConstants.ID, String.class)));
                }
            }
        });

        await().atMost(SOON).until(() -> ids.size() >= 11);
        glacier.simulator.clearRequests();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= 6);
        assertThat(ids).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void anOutputIsNotTouchedWhileAnotherNodeHoldsItsClaim() throws Exception {
        MemoryJobRepository claims = new MemoryJobRepository();
        String key = glacier.simulator.vaultArn("photos") + "/jobs/" + job;
        claims.add(key);
        glacier.context.getRegistry().bind("claims", claims);
        goOn.countDown();
        start("&inProgressRepository=#claims");
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= 3);
        assertThat(indexes).isEmpty();

        claims.remove(key);
        await().atMost(SOON).until(() -> indexes.size() == 6);
        await().atMost(SOON).until(() -> !claims.contains(key));
    }
}
