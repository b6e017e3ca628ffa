package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the data type glacier-job:application-cloudevents, which is like the data types of Camel's AWS components. */
class CloudEventTest {

    private static final String NAME = "glacier-job:application-cloudevents";

    private final Glacier glacier = new Glacier();
    private final List<Message> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        glacier.close();
    }

    private void keep(Message event) {
        events.add(event.copy());
    }

    @Test
    void aChunkBecomesAnEventOfItsArchiveWithAStableId() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, (1 << 20) + 1), "photo");
        String job = glacier.simulator.addArchiveJob("photos", archive);
        for (int start = 1; start <= 2; start++) {
            glacier.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from(glacier.consumerUri("chunkSize=1048576"))
                            .transformDataType(new DataType(NAME))
                            .process(exchange -> keep(exchange.getMessage()));
                }
            });
            int expected = 2 * start;
            await().atMost(SOON).until(() -> events.size() == expected);
            glacier.restart();
        }

        assertThat(events)
                .extracting(event -> event.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .containsExactly(job + "/0", job + "/1", job + "/0", job + "/1");
        Message event = events.get(0);
        assertThat(event.getHeaders())
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "org.apache.camel.event.aws.glacier.getJobOutput")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "aws.glacier.vault.photos")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, archive)
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TIME, event.getHeader("CamelGlacierJobCompletionDate"))
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, "application/octet-stream");
        assertThat(event.getBody(byte[].class)).hasSize(1 << 20);
    }

    @Test
    @Tag("core")
    void aRouteWithCloudEventsAsOutputTypeGivesEvents() throws Exception {
        String job = glacier.simulator.addInventoryJob("photos", "JSON");
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:output").outputType(NAME).to(glacier.uri("operation=getJobOutput&jobId=${header.job}"));
            }
        });

        Message event = glacier.request(
                        "direct:output", input -> input.getMessage().setHeader("job", job))
                .getMessage();

        assertThat(event.getHeaders())
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_ID, job)
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, job)
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "aws.glacier.vault.photos");
    }
}
