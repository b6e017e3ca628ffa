package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamBodyTest {

    private static final Content CONTENT = Content.seeded(21, 3L * MIB);

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));
    }

    @Test
    void anAggregatorInMemoryCanReadTheStreamsItCollected() throws Exception {
        job();
        job();
        List<byte[]> read = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("outputMode=stream&chunkSize=1048576"))
                        .aggregate(constant(true), new GroupedBodyAggregationStrategy())
                        .completionSize(2)
                        .process(e -> {
                            for (Object body : (List<?>) e.getMessage().getBody()) {
                                read.add(((InputStream) body).readAllBytes());
                            }
                        });
            }
        });

        await().atMost(SOON).until(() -> read.size() == 2);
        assertThat(read).allSatisfy(bytes -> assertThat(bytes).isEqualTo(CONTENT.expected(0, 3 * MIB)));
    }

    @Test
    void aStartedStreamIsClosedWithItsExchange() throws Exception {
        String job = job();
        Exchange[] kept = new Exchange[1];
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .streamCache("false")
                        .to(glacier.uri("operation=getJobOutput&chunkSize=1048576&jobId=" + job))
                        .process(e -> {
                            assertThat(e.getMessage().getBody(InputStream.class).read())
                                    .isNotNegative();
                            kept[0] = e;
                        });
            }
        });
        try (var template = glacier.context.createProducerTemplate()) {
            template.send("direct:in", e -> {});
        }

        assertThatThrownBy(() -> ((InputStream) kept[0].getMessage().getBody()).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void theAnswerOfDescribeJobHasNoHeadersOfAnEarlierOutput() throws Exception {
        String archive = job();
        String inventory = glacier.simulator.addInventoryJob("photos", "JSON");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(glacier.uri("operation=getJobOutput&range=bytes=0-9&jobId=" + archive))
                        .setBody(constant(""))
                        .setHeader(GlacierJobConstants.ID, constant(inventory))
                        .to(glacier.uri("operation=describeJob"));
            }
        });
        try (var template = glacier.context.createProducerTemplate()) {
            Map<String, Object> headers =
                    template.send("direct:in", e -> {}).getMessage().getHeaders();

            assertThat(headers)
                    .containsEntry("CamelGlacierJobId", inventory)
                    .containsKey("CamelGlacierJobExpiresAt")
                    .doesNotContainKeys(
                            "CamelGlacierJobOutputSizeInBytes",
                            "CamelGlacierJobChecksum",
                            "CamelGlacierJobProof",
                            "CamelGlacierJobContentRange",
                            "CamelGlacierJobHttpStatus",
                            "CamelGlacierJobArchiveId");
        }
    }

    @Test
    void anAnswerDoesNotChooseTheVaultOfANewJob() throws Exception {
        glacier.simulator.createVault("other");
        job();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("outputMode=none"))
                        .setBody(constant(""))
                        .to(glacier.uri("other", "operation=initiateJob&jobType=inventory-retrieval"));
            }
        });

        await().atMost(SOON).until(() -> glacier.simulator.jobs("other").size() == 1);
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }
}
