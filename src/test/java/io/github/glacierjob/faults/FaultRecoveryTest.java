package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.consuming.ChunkConsumerTest;
import io.github.glacierjob.internal.ledger.MemoryProgressRepository;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a failure, a slow step or a stop, no thread, no connection and no slot is left in use. */
@Tag("tls")
class FaultRecoveryTest {

    private Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job(Content content) {
        return glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, null));
    }

    private static List<String> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("GlacierJob"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void aStopWhileRangesAreInFlightLeavesNoThreadAndNoConnection(String mode) throws Exception {
        job(Content.seeded(1, 8L * MIB));
        glacier.simulator.inject(Fault.stallBody(1000).rangeStart(3L * MIB).always());
        glacier.simulator.inject(Fault.stallBeforeAnswer(Duration.ofSeconds(30))
                .on(Operation.GET_JOB_OUTPUT)
                .rangeStart(2L * MIB));
        Consumption route = new Consumption(glacier).start("requestTimeout=60000&outputMode=" + mode);
        await().atMost(SOON).until(() -> !route.ranges(3).isEmpty());
        glacier.context.getShutdownStrategy().setTimeout(1);

        glacier.context.stop();

        await().atMost(SOON).untilAsserted(() -> assertThat(threadsOfOurs()).isEmpty());
        await().atMost(SOON).until(() -> glacier.simulator.openConnections() == 0);
    }

    @Test
    void aStoppedRouteLeavesNoWorkerBehind() throws Exception {
        job(Content.seeded(1, MIB));
        Consumption route = new Consumption(glacier).start("outputMode=chunks");
        route.awaitBytes(MIB);

        glacier.context.getRouteController().stopRoute("jobs");

        await().atMost(SOON)
                .until(() -> threadsOfOurs().stream().noneMatch(name -> name.contains("GlacierJobConsumer")));
    }

    @Test
    void aSuspendedRouteDropsTheRangesThatItFetchedInAdvance() throws Exception {
        job(Content.seeded(1, 8L * MIB));
        glacier.simulator.inject(Fault.stallBody(1000).always());
        Consumption route = new Consumption(glacier).start("requestTimeout=60000&outputMode=chunks");
        await().atMost(SOON).until(() -> !route.ranges(3).isEmpty());

        glacier.context.getRouteController().suspendRoute("jobs");

        await().atMost(SOON).until(() -> glacier.simulator.openConnections() <= 1);
        assertThat(route.messages).isEmpty();
        assertThat(route.reports).isEmpty();
    }

    @Test
    void anExceptionHandlerThatThrowsBlocksNoSlot() throws Exception {
        glacier.simulator.failJob(job(Content.seeded(1, 5)), "gone");
        job(Content.seeded(2, 5));
        job(Content.seeded(3, 5));
        glacier.context.getRegistry().bind("throwing", new Throwing());
        List<String> seen = new CopyOnWriteArrayList<>();

        glacier.route(
                glacier.consumerUri("exceptionHandler=#throwing"),
                e -> seen.add(e.getMessage().getHeader(GlacierJobConstants.ID, String.class)));

        await().atMost(SOON).until(() -> seen.size() == 2);
    }

    @Test
    void aSlowOutputDoesNotCountAsNewAtEachPoll() throws Exception {
        job(Content.seeded(1, 5));
        job(Content.seeded(2, 6));
        CountDownLatch both = new CountDownLatch(2);
        glacier.route(glacier.consumerUri("concurrentJobs=2&maxMessagesPerPoll=1"), e -> {
            both.countDown();
            assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
        });

        assertThat(both.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void withPolicyRequiredAnOutputContinuesAfterAChangeOfTheChunkSize() throws Exception {
        Content content = Content.seeded(1, 9L * MIB + 5);
        job(content);
        MemoryProgressRepository progress = new MemoryProgressRepository();
        glacier.context.getRegistry().bind("progress", progress);
        String options = "checksumPolicy=required&progressRepository=#progress&maxJobFailures=1&outputMode=chunks";
        glacier.route(
                glacier.consumerUri(options + "&chunkSize=1048576&exceptionHandler=#class:"
                        + ChunkConsumerTest.Quiet.class.getName()),
                e -> {
                    if (e.getMessage().getHeader(GlacierJobConstants.CHUNK_START, Long.class) == 5L * MIB) {
                        throw new IllegalStateException("stop here");
                    }
                });
        await().atMost(SOON).until(() -> atFive(progress));
        glacier.restart();
        glacier.context.getRegistry().bind("progress", progress);

        List<String> seen = new CopyOnWriteArrayList<>();
        glacier.route(glacier.consumerUri(options + "&chunkSize=4194304"), e -> seen.add(place(e)));

        await().atMost(SOON).until(() -> seen.size() == 5);
        assertThat(seen)
                .containsExactly(
                        "5242880-6291455 range false",
                        "6291456-7340031 range false",
                        "7340032-8388607 range false",
                        "8388608-9437183 range false",
                        "9437184-9437188 whole true");
    }

    private static String place(Exchange exchange) {
        return exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_START) + "-"
                + exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_END) + " "
                + exchange.getMessage().getHeader(GlacierJobConstants.PROOF) + " "
                + exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_LAST);
    }

    private boolean atFive(MemoryProgressRepository progress) {
        String state = progress.getState(glacier.simulator.vaultArn("photos") + "/jobs/"
                + glacier.simulator.jobs("photos").get(0).id());
        return state != null && state.contains("\t" + 5L * MIB + "\t");
    }

    /** An exception handler that fails itself. */
    private static final class Throwing implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            throw new IllegalStateException("the handler failed");
        }

        @Override
        public void handleException(String message, Throwable exception) {
            throw new IllegalStateException("the handler failed");
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable cause) {
            throw new IllegalStateException("the handler failed");
        }
    }
}
