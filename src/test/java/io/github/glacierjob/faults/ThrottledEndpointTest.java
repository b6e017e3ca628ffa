package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.GlacierJobOperation;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After one throttled request the whole endpoint waits. Here it waits for at least a minute, longer than each of these
 * tests takes.
 */
class ThrottledEndpointTest {

    private static final String LONG = "&retryDelay=120000&maxRetryDelay=120000";

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();
    private final String job = glacier.simulator.addArchiveJob(
            "photos", glacier.simulator.addArchive("photos", Content.seeded(1, 12L * MIB), ""));

    @AfterEach
    void close() {
        glacier.close();
    }

    private boolean isSilent(AtomicInteger before) {
        int requests = glacier.simulator.requests().size();
        return before.getAndSet(requests) == requests;
    }

    /** The polls alone would cause twenty requests in a second. */
    private void awaitSilence() {
        AtomicInteger before = new AtomicInteger();
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> isSilent(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream", "file"})
    void aThrottledRangeDelaysOtherRangesAndPollsAndAStopEndsTheWait(String mode) throws Exception {
        InjectedFault fault = glacier.simulator.inject(
                Fault.throttling().on(Operation.GET_JOB_OUTPUT).rangeStart(4L * MIB));
        Consumption route = new Consumption(glacier).start("workDirectory=" + directory + "&outputMode=" + mode + LONG);
        await().atMost(SOON).until(() -> fault.happened() == 1);

        awaitSilence();

        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSizeLessThan(12);
        glacier.context.getShutdownStrategy().setTimeout(1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(glacier.context::stop);
        await().atMost(SOON).until(stop::isDone);
        assertThat(route.ranges(4)).hasSize(1);
    }

    @Test
    void aThrottledPollDelaysTheRanges() throws Exception {
        InjectedFault fault = glacier.simulator.inject(
                Fault.tooManyRequests().on(Operation.LIST_JOBS).after(1));
        glacier.route(
                glacier.consumerUri("chunkSize=1048576&" + Glacier.ONE_AT_A_TIME + LONG),
                exchange -> await().atMost(SOON).until(() -> fault.happened() == 1));

        await().atMost(SOON).until(() -> fault.happened() == 1);
        awaitSilence();

        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSizeLessThan(12);
    }

    private Exchange call(String uri, GlacierJobOperation operation) {
        return glacier.request(uri, exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.OPERATION, operation);
            exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aThrottledCallDelaysOnlyTheCallsOfItsEndpoint(GlacierJobOperation operation) throws Exception {
        String uri = glacier.uri("maxRetries=0&jobType=inventory-retrieval" + LONG);
        String other = glacier.uri("maxRetries=0&jobType=inventory-retrieval&inventoryLimit=1" + LONG);
        glacier.simulator.inject(Fault.answer(503, "SlowDown", "Reduce your request rate"));
        assertThat(call(uri, GlacierJobOperation.listJobs).getException())
                .hasMessageContaining("Reduce your request rate");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> end.set(call(uri, operation).getException()));
        glacier.simulator.clearRequests();

        caller.start();

        await().atMost(SOON).until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        assertThat(call(other, operation).getException()).isNull();
        assertThat(glacier.simulator.requests()).hasSize(operation == GlacierJobOperation.getJobOutput ? 2 : 1);
        caller.interrupt();
        caller.join(SOON.toMillis());
        assertThat(Failure.of(end.get())).isEqualTo(Failure.STOPPED);
        assertThat(glacier.simulator.requests()).hasSize(operation == GlacierJobOperation.getJobOutput ? 2 : 1);
    }
}
