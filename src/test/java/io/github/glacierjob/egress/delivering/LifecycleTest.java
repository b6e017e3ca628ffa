package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the suspension, the resumption and the stop of a route of a whole vault. */
class LifecycleTest {

    private static final String CHUNKS = "outputMode=chunks&chunkSize=1048576&parallelism=1";

    @TempDir
    private Path directory;

    private ReadyVault vault;
    private final Sink sink = new Sink();
    private final CountDownLatch second = new CountDownLatch(2);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        sink.hold = exchange -> {
            second.countDown();
            if (second.getCount() == 0) {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            }
        };
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        vault.close();
    }

    private Thread whileTheSecondIsHeld(Sink.Hold action) throws Exception {
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        Thread acting = new Thread(() -> {
            try {
                action.at(null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        acting.start();
        await().atMost(SOON).until(() -> acting.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        return acting;
    }

    @Test
    void aSuspendedRouteKeepsItsClaimAndContinuesAtTheNextChunk() throws Exception {
        String archive = vault.ready(1, 6 * MIB);
        vault.route(vault.uri(CHUNKS), sink);
        whileTheSecondIsHeld(
                        unused -> vault.glacier.context.getRouteController().suspendRoute("egress"))
                .join();
        String later = vault.ready(2, 10);

        assertThat(sink.messages).hasSize(2);
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "NODE")).isNotNull();
        assertThat(vault.column(later, "NODE")).isNull();

        vault.glacier.context.getRouteController().resumeRoute("egress");
        vault.awaitState("DELIVERED", archive, later);
        assertThat(sink.attempts("photo1")).isEqualTo(6);
        assertThat(sink.bytes("photo1")).isEqualTo(vault.content(archive).expected(0, 6 * MIB));
    }

    @Test
    void aStreamInTheRouteIsReadToItsEndAfterASuspension() throws Exception {
        second.countDown();
        String archive = vault.ready(3, 6 * MIB);
        vault.route(vault.uri("chunkSize=1048576&parallelism=1"), sink);
        whileTheSecondIsHeld(
                        unused -> vault.glacier.context.getRouteController().suspendRoute("egress"))
                .join();

        vault.awaitState("DELIVERED", archive);
        assertThat(sink.bytes("photo3")).isEqualTo(vault.content(archive).expected(0, 6 * MIB));
    }

    @Test
    void withCompleteAllTasksAStopDeliversStartedArchivesAndNoOthers() throws Exception {
        String archive = vault.ready(4, 6 * MIB);
        String other = vault.ready(5, 10);
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri(CHUNKS + "&concurrentJobs=1"))
                        .routeId("egress")
                        .shutdownRunningTask(ShutdownRunningTask.CompleteAllTasks)
                        .process(sink);
            }
        });
        whileTheSecondIsHeld(
                        unused -> vault.glacier.context.getRouteController().stopRoute("egress", 60, TimeUnit.SECONDS))
                .join();

        assertThat(vault.state(archive)).isEqualTo("DELIVERED");
        assertThat(vault.state(other)).isEqualTo("READY");
        assertThat(sink.attempts).hasSize(6);
    }

    @Test
    void withCompleteAllTasksAStopOrdersNothingMore() throws Exception {
        String archive = vault.ready(12, 6 * MIB);
        for (int i = 0; i < 200; i++) {
            listed(100 + i);
        }
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri(CHUNKS + "&concurrentJobs=1&ordersPerSecond=10"))
                        .routeId("egress")
                        .shutdownRunningTask(ShutdownRunningTask.CompleteAllTasks)
                        .process(sink);
            }
        });
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> orders() > 0);

        Thread stopping = new Thread(this::stop);
        stopping.start();
        await().atMost(SOON).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        await().atMost(SOON).until(() -> !isOrdering());
        goOn.countDown();
        stopping.join();

        assertThat(vault.state(archive)).isEqualTo("DELIVERED");
        assertThat(orders()).isLessThan(200);
    }

    private void stop() {
        assertThatCode(() -> vault.glacier.context.getRouteController().stopRoute("egress", 60, TimeUnit.SECONDS))
                .doesNotThrowAnyException();
    }

    private static boolean isOrdering() {
        return Thread.getAllStackTraces().values().stream().flatMap(Stream::of).anyMatch(frame -> frame.getMethodName()
                .equals("orderNow"));
    }

    private void listed(int seed) throws Exception {
        String archive = vault.glacier.simulator.addArchive("photos", Content.seeded(seed, 10), "listed");
        vault.listed(archive);
    }

    private long orders() {
        return vault.glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .filter(request -> request.body().contains("archive-retrieval"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seda:rest?waitForTaskToComplete=Never", "direct:rest"})
    void anArchiveIsDeliveredWhenAnAsynchronousRouteCompletes(String rest) throws Exception {
        second.countDown();
        String archive = vault.ready(6, 10);
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(vault.uri("")).to(rest);
                from(rest.substring(0, rest.indexOf(":") + 5)).process(sink);
            }
        });
        sink.awaitAttempts(1);
        assertThat(vault.state(archive)).isEqualTo("READY");

        goOn.countDown();
        vault.awaitState("DELIVERED", archive);
    }

    @Test
    void aMessageThatAStopInterruptsIsNotDoneEvenIfTheRouteHandlesIt() throws Exception {
        String archive = vault.ready(11, 10);
        sink.hold = exchange -> {
            second.countDown();
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        };
        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true);
                from(vault.uri("")).routeId("egress").process(sink);
            }
        });
        sink.awaitAttempts(1);
        vault.glacier.context.getRouteController().stopRoute("egress", 100, TimeUnit.MILLISECONDS);

        assertThat(vault.state(archive)).isEqualTo("READY");
        goOn.countDown();
        vault.glacier.context.getRouteController().startRoute("egress");
        vault.awaitState("DELIVERED", archive);
        assertThat(sink.bytes("photo11")).hasSize(10);
    }

    @Test
    void aStopThatIsInterruptedReleasesTheClaims() throws Exception {
        String archive = vault.ready(13, 10);
        sink.hold = exchange -> assertThat(goOn.await(10, TimeUnit.MINUTES)).isTrue();
        vault.route(vault.uri(""), sink);
        sink.awaitAttempts(1);

        Consumer consumer = vault.glacier.context.getRoute("egress").getConsumer();
        Thread.currentThread().interrupt();
        assertThatThrownBy(consumer::stop).hasRootCauseInstanceOf(InterruptedException.class);

        await().atMost(SOON).until(() -> vault.column(archive, "NODE") == null);
        assertThat(vault.state(archive)).isEqualTo("READY");
    }

    @Test
    void anErrorInTheRouteBlocksNoSlot() throws Exception {
        goOn.countDown();
        String bad = vault.ready(7, 10);
        String good = vault.ready(8, 10);
        sink.hold = exchange -> {
            if (sink.attempts.size() == 1) {
                throw new NoClassDefFoundError("missing");
            }
        };

        vault.route(vault.onTheClock("concurrentJobs=1"), sink);
        vault.awaitState("DELIVERED", good);
        vault.glacier.simulator.clock().advance(Duration.ofMinutes(2));
        vault.awaitState("DELIVERED", bad);
    }

    @Test
    void heartbeatsReportTheBytesThatHaveArrived() throws Exception {
        second.countDown();
        String archive = vault.ready(9, 3 * MIB);
        sink.hold = exchange -> {
            exchange.getMessage().getBody(InputStream.class).readNBytes(2 * MIB);
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        };
        vault.route(vault.uri("chunkSize=1048576"), sink);

        await().atMost(SOON).until(() -> vault.column(archive, "FETCHED_BYTES").equals(Integer.toString(2 * MIB)));
        // The minute has a commit of its own, after the commit of the row.
        await().atMost(SOON).until(() -> vault.count("SELECT SUM(BYTES) FROM GLACIER_EGRESS_MINUTE") == 2 * MIB);
        goOn.countDown();
        vault.awaitState("DELIVERED", archive);
        await().atMost(SOON).until(() -> vault.count("SELECT SUM(BYTES) FROM GLACIER_EGRESS_MINUTE") == 3 * MIB);
        assertThat(vault.count("SELECT SUM(ARCHIVES) FROM GLACIER_EGRESS_MINUTE"))
                .isEqualTo(1);
    }

    @Test
    void onlyTheLeaderOfSeveralNodesDelivers() throws Exception {
        goOn.countDown();
        String archive = vault.ready(10, 10);
        FileLockClusterService leader = new FileLockClusterService();
        leader.setRoot(directory.toString());
        leader.setAcquireLockInterval(1, TimeUnit.SECONDS);
        leader.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        vault.glacier.context.addService(leader);

        vault.route("master:archives:" + vault.uri(""), sink);

        vault.awaitState("DELIVERED", archive);
    }
}
