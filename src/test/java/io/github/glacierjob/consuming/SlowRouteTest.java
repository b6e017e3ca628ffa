package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A route that holds a message must not hold a connection. The client has a single connection here. While a message is
 * in the route and the next ranges are fetched in advance, this connection must serve other requests. So a slow route
 * causes no time-out.
 */
class SlowRouteTest {

    private static final int SIZE = 12 * MIB;
    private static final Content CONTENT = Content.seeded(1, SIZE);

    @TempDir
    Path directory;

    private final Glacier glacier = new Glacier();
    private final Consumption reports = new Consumption(glacier);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private final String job =
            glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));

    @AfterEach
    void close() {
        go.countDown();
        glacier.close();
    }

    private String options(String mode) {
        return "chunkSize=1048576&parallelism=3&maxConnections=1&exceptionHandler=#reports&workDirectory=" + directory
                + "&outputMode=" + mode;
    }

    /** Reads a byte, pauses, and reads the rest. */
    private void sit(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        try (InputStream in = message.getMandatoryBody(InputStream.class)) {
            came.write(in.read());
            held.countDown();
            assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            in.transferTo(came);
        }
    }

    private int fetched() {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).size();
    }

    private void awaitAllThatIsFetchedAhead(String mode) throws InterruptedException {
        assertThat(held.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        await().atMost(SOON).until(() -> fetched() == (mode.equals("file") ? 12 : 4));
    }

    private void assertOneConnectionWasEnough() {
        assertThat(came.toByteArray()).isEqualTo(CONTENT.expected(0, SIZE));
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(12);
        assertThat(glacier.simulator.requests())
                .extracting(RecordedRequest::connectionId)
                .containsOnly(1L);
        assertThat(reports.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream", "file"})
    void pollsUseTheOnlyConnectionWhileTheRouteHoldsAMessage(String mode) throws Exception {
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(glacier.consumerUri(options(mode)), this::sit);
        awaitAllThatIsFetchedAhead(mode);

        reports.awaitPolls();

        assertThat(fetched()).isEqualTo(mode.equals("file") ? 12 : 4);
        assertThat(glacier.simulator.openConnections()).isEqualTo(1);
        go.countDown();
        await().atMost(SOON).until(() -> came.size() == SIZE);
        assertOneConnectionWasEnough();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream", "file"})
    void otherCallsUseTheOnlyConnectionWhileTheRouteHoldsTheOutputOfAProducer(String mode) throws Exception {
        glacier.context.getRegistry().bind("reports", reports);
        String uri = glacier.uri(options(mode).replace("exceptionHandler=#reports&", ""));
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:get")
                        .to(uri)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(SlowRouteTest.this::sit);
                from("direct:take").to(uri).process(SlowRouteTest.this::sit);
            }
        });
        CompletableFuture<Exchange> output = CompletableFuture.supplyAsync(() -> glacier.request(
                mode.equals("chunks") ? "direct:get" : "direct:take", exchange -> ask(exchange, "getJobOutput")));
        awaitAllThatIsFetchedAhead(mode);

        Exchange described = glacier.request(uri, exchange -> ask(exchange, "describeJob"));

        assertThat(described.getException()).isNull();
        assertThat(fetched()).isEqualTo(mode.equals("file") ? 12 : 4);
        go.countDown();
        assertThat(output.get(SOON.toMillis(), TimeUnit.MILLISECONDS).getException())
                .isNull();
        assertOneConnectionWasEnough();
    }

    private void ask(Exchange exchange, String operation) {
        exchange.getMessage().setHeader(GlacierJobConstants.OPERATION, operation);
        exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
    }
}
