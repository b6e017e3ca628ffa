package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

class TimeoutTest {

    @Test
    void aDownloadThatReceivesBytesIsNeverInterrupted() throws Exception {
        try (Glacier glacier = new Glacier(GlacierSimulator.builder().bytesPerSecondPerConnection(MIB))) {
            glacier.simulator.addArchiveJob(
                    "photos", glacier.simulator.addArchive("photos", Content.seeded(1, 2L * MIB), ""));

            List<Message> chunks = glacier.consume("requestTimeout=700&maxRetries=0&chunkSize=2097152");

            await().atMost(SOON).until(() -> !chunks.isEmpty());
            assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"listJobs, LIST_JOBS", "describeJob, DESCRIBE_JOB"})
    void aRequestWithoutAnAnswerIsAbortedAndSentAgain(String name, Operation operation) {
        try (Glacier glacier = new Glacier()) {
            glacier.simulator.inject(
                    Fault.stallBeforeAnswer(Duration.ofSeconds(30)).on(operation));
            String job = glacier.simulator.addInventoryJob("photos", "JSON");

            Exchange answer =
                    glacier.request(glacier.uri("requestTimeout=1000&jobId=" + job + "&operation=" + name), e -> {});

            assertThat(answer.getException()).isNull();
            assertThat(glacier.simulator.requests(operation)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void anInitiationWithoutAnAnswerIsAbortedAndNotSentAgain() {
        try (Glacier glacier = new Glacier()) {
            glacier.simulator.inject(
                    Fault.stallBeforeAnswer(Duration.ofSeconds(30)).on(Operation.INITIATE_JOB));
            String options = "operation=initiateJob&jobType=inventory-retrieval&requestTimeout=1000&maxRetries=1";

            Exchange answer = glacier.request(glacier.uri(options), e -> {});

            assertThat(answer.getException()).isInstanceOf(JobMayExistException.class);
            assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
        }
    }

    /** Bytes arrive all the time, so no pause is too long. */
    @Test
    void anAnswerWithEndlesslySlowHeadersIsAborted() throws Exception {
        ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Glacier glacier = new Glacier()) {
            trickle.submit(() -> {
                OutputStream out = server.accept().getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                return trickle.scheduleAtFixedRate(() -> write(out), 0, 50, TimeUnit.MILLISECONDS);
            });
            String uri = glacier.uri("operation=listJobs&maxRetries=0&requestTimeout=1000")
                    .replace(":" + glacier.simulator.port(), ":" + server.getLocalPort());

            CompletableFuture<Exchange> answer = CompletableFuture.supplyAsync(() -> glacier.request(uri, e -> {}));

            assertThat(answer.get(SOON.toMillis(), TimeUnit.MILLISECONDS).getException())
                    .isInstanceOf(ApiCallAttemptTimeoutException.class);
        } finally {
            trickle.shutdownNow();
        }
    }

    private static void write(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
