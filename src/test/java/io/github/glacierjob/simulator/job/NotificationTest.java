package io.github.glacierjob.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.PublishedNotification;
import io.github.glacierjob.simulator.protocol.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NotificationTest extends AbstractSimulatorTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:235715319590:done";

    @Test
    void aFinishedJobIsPublishedToItsTopic() throws IOException {
        List<PublishedNotification> heard = new CopyOnWriteArrayList<>();
        restart(GlacierSimulator.builder()
                .inventoryJobDuration(Duration.ofHours(4))
                .onNotification(heard::add));
        String jobId = initiated("{\"Type\":\"inventory-retrieval\",\"SNSTopic\":\"" + TOPIC + "\"}");
        assertThat(heard).isEmpty();

        simulator.clock().advance(Duration.ofHours(4));

        assertThat(heard).hasSize(1).isEqualTo(simulator.notifications());
        assertThat(heard.get(0).topicArn()).isEqualTo(TOPIC);
        assertThat(heard.get(0).message())
                .isEqualTo(get("/-/vaults/photos/jobs/" + jobId).body());
    }

    @Test
    void theEnvelopeHasTheFormatOfTheNotificationService() throws IOException {
        initiated("{\"Type\":\"inventory-retrieval\",\"SNSTopic\":\"" + TOPIC + "\"}");

        PublishedNotification one = simulator.notifications().get(0);

        assertThat(one.envelope())
                .startsWith("{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"")
                .contains("\",\n  \"TopicArn\" : \"" + TOPIC + "\",\n  \"Message\" : \"{\\\"Action\\\":\\\"Inventory")
                .contains("\"SigningCertURL\" : \"https://sns.eu-west-1.amazonaws.com/")
                .endsWith("\"\n}");
        assertThat(Json.parse(one.envelope().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .path("Message")
                        .asText())
                .isEqualTo(one.message());
    }

    @Test
    void theTopicOfAVaultGetsItsEvents() {
        client.setVaultNotifications(r -> r.vaultName(VAULT)
                .vaultNotificationConfig(c -> c.snsTopic(TOPIC).events("InventoryRetrievalCompleted")));
        assertThat(get("/-/vaults/photos/notification-configuration").body())
                .isEqualTo("{\"Events\":[\"InventoryRetrievalCompleted\"],\"SNSTopic\":\"" + TOPIC + "\"}");

        initiated("{\"Type\":\"inventory-retrieval\",\"SNSTopic\":\"" + TOPIC + "\"}");
        simulator.addArchiveJob(VAULT, simulator.addArchive(VAULT, Content.of("abc"), null));
        simulator.addInventoryJob(VAULT, "JSON");

        assertThat(simulator.notifications()).hasSize(3).allMatch(one -> one.message()
                .contains("InventoryRetrieval"));
        assertThat(simulator.notifications().get(2).message()).contains("\"SNSTopic\":null");
    }

    @Test
    void aFailedJobIsPublishedToo() {
        client.setVaultNotifications(r -> r.vaultName(VAULT)
                .vaultNotificationConfig(c -> c.snsTopic(TOPIC).events("ArchiveRetrievalCompleted")));
        String archiveId = simulator.addArchive(VAULT, Content.of("abc"), null);
        simulator.inject(Fault.failedJob());

        initiated("{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archiveId + "\"}");

        assertThat(simulator.notifications()).singleElement().matches(one -> one.message()
                .contains("\"StatusCode\":\"Failed\",\"StatusMessage\":\"Failed\""));
    }

    @Test
    void aVaultWithoutNotificationsAnswersThatItHasNone() {
        assertThat(get("/-/vaults/photos/notification-configuration").statusCode())
                .isEqualTo(404);
        assertThat(put("/-/vaults/photos/notification-configuration", "{\"SNSTopic\":\"x\",\"Events\":[\"Other\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(delete("/-/vaults/photos/notification-configuration").statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTestCanEndJobs() {
        restart(GlacierSimulator.builder().inventoryJobDuration(Duration.ofHours(4)));
        String jobId = initiated("{\"Type\":\"inventory-retrieval\",\"SNSTopic\":\"" + TOPIC + "\"}");

        simulator.completeJob(jobId);
        simulator.clock().advance(Duration.ofHours(5));

        assertThat(simulator.notifications()).hasSize(1);
        simulator.clearNotifications();
        assertThat(simulator.notifications()).isEmpty();
    }
}
