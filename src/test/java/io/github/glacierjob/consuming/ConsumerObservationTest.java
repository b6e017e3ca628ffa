package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsole;
import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerObservationTest {

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(1, 3L * MIB), ""));
    }

    @Test
    void theConsoleShowsTheFiguresOfTheConsumerAndNoSecret() throws Exception {
        String job = job();
        List<Message> messages = glacier.consume("chunkSize=1048576");
        await().atMost(SOON).until(() -> messages.size() == 3);
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> consumer.getConsumedJobs() == 1);
        GlacierJobConsole console = new GlacierJobConsole();
        console.setCamelContext(glacier.context);

        JsonObject shown = console.doCallJson(Map.of());
        JsonObject route = (JsonObject) ((JsonArray) shown.get("consumers")).get(0);

        assertThat(route)
                .containsEntry("routeId", "jobs")
                .containsEntry("consumedJobs", 1L)
                .containsEntry("messages", 3L)
                .containsEntry("bytes", 3L * MIB)
                .containsEntry("lastJobId", job)
                .containsEntry("runningJobs", 0);
        assertThat(console.doCallText(Map.of())).contains("Route: jobs", "consumedJobs: 1");
        assertThat(shown.toJson()).doesNotContain("secretKey=s&");
        assertThat(glacier.context
                        .getCamelContextExtension()
                        .getBootstrapFactoryFinder()
                        .findClass("dev-console/glacier-job"))
                .isNotNull();
    }

    @Test
    void aParkedJobIsCounted() throws Exception {
        glacier.simulator.spoilTreeHash(job());
        glacier.consume("chunkSize=1048576&exceptionHandler=#class:" + ChunkConsumerTest.Quiet.class.getName());
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();

        await().atMost(SOON).until(() -> consumer.getParkedJobs() == 1);
        assertThat(consumer.getRunningJobs()).isZero();
    }

    @Test
    void aRouteThatIsNotStartedIsShownToo() throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from(glacier.consumerUri("")).routeId("off").autoStartup(false).to("log:never");
            }
        });
        GlacierJobConsole console = new GlacierJobConsole();
        console.setCamelContext(glacier.context);

        assertThat(console.doCallText(Map.of())).contains("Route: off", "runningJobs: 0");
    }
}
