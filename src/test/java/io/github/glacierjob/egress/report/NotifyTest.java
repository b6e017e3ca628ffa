package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/** operation=notify uses a notification only as a hint, and trusts only the answer of the service. */
class NotifyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OTHER = "arn:aws:glacier:us-east-1:111122223333:vaults/other";

    /** A ledger with one ordered archive whose job is in progress, and a route to its producer. */
    private static final class Ordered implements AutoCloseable {

        final FilledLedger ledger;
        final ProducerTemplate producer;
        String archive;
        String job;

        Ordered(Database.Kind kind) throws Exception {
            ledger = new FilledLedger(kind);
            ledger.vault(FilledLedger.ARN, "ARCHIVES=1");
            producer = ledger.glacier.context.createProducerTemplate();
            next();
        }

        /** Adds another archive. */
        Ordered next() throws Exception {
            archive = ledger.glacier.simulator.addArchive("photos", Content.of("0123456789"), "d");
            Exchange initiated = producer.request(
                    ledger.glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive),
                    exchange -> {});
            job = initiated.getMessage().getBody(InitiateJobResponse.class).jobId();
            ledger.archive(archive, "ORDERED", "ORDERS=1|LOOK_AT=2026-03-02T00:00:00Z|JOB_ID=" + job);
            ledger.glacier.simulator.clearRequests();
            return this;
        }

        Ordered completed() {
            ledger.glacier.simulator.completeJob(job);
            return this;
        }

        String notification() {
            return NotifyTest.notification(FilledLedger.ARN, archive, job);
        }

        Exchange notify(Object body) {
            return producer.request(ledger.uri("photos", "operation=notify"), asked -> asked.getMessage()
                    .setBody(body));
        }

        String state() throws Exception {
            return ledger.column(archive, "STATE");
        }

        int describes() {
            return ledger.glacier.simulator.requests(Operation.DESCRIBE_JOB).size();
        }

        @Override
        public void close() throws SQLException {
            ledger.close();
        }
    }

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static String notification(String vault, String archive, String job) {
        return "{\"Action\":\"ArchiveRetrieval\",\"ArchiveId\":\"" + archive + "\",\"Completed\":true,\"JobId\":\""
                + job + "\",\"StatusCode\":\"Succeeded\",\"VaultARN\":\"" + vault + "\"}";
    }

    private static String envelope(String message) throws Exception {
        return JSON.writeValueAsString(Map.of("Type", "Notification", "TopicArn", "t", "Message", message));
    }

    private static Map<?, ?> counts(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNotificationMakesItsArchiveReadyAtOnce(Database.Kind kind) throws Exception {
        try (Ordered ordered = new Ordered(kind).completed()) {
            assertThat(counts(ordered.notify(ordered.notification()))).isEqualTo(Map.of("noticed", 1, "ignored", 0));

            assertThat(ordered.state()).isEqualTo("READY");
            assertThat(ordered.describes()).isEqualTo(1);
            assertThat(JSON.readTree(ordered.ledger.column(ordered.archive, "JOB_JSON"))
                            .get("SHA256TreeHash")
                            .asText())
                    .as("the service's description, not the notification's")
                    .isEqualTo(ordered.ledger.glacier.simulator.treeHash(ordered.archive));
            assertThat(ordered.ledger.column(ordered.archive, "EXPIRES_AT")).isNotNull();
        }
    }

    @Test
    void aRepeatedNotificationCausesOneRequest() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            ordered.notify(ordered.notification());

            assertThat(counts(ordered.notify(ordered.notification()))).isEqualTo(Map.of("noticed", 0, "ignored", 1));
            assertThat(ordered.state()).isEqualTo("READY");
            assertThat(ordered.describes()).isEqualTo(1);
        }
    }

    @Test
    void aNotificationThatFailedBecauseOfTheServiceCountsWhenItIsDeliveredAgain() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            InjectedFault down = ordered.ledger.glacier.simulator.inject(
                    Fault.serviceUnavailable().on(Operation.DESCRIBE_JOB).always());
            assertThat(ordered.notify(ordered.notification()).getException()).isNotNull();
            down.withdraw();

            assertThat(counts(ordered.notify(ordered.notification()))).isEqualTo(Map.of("noticed", 1, "ignored", 0));
            assertThat(ordered.state()).isEqualTo("READY");
        }
    }

    @Test
    void aForgedNotificationOfAJobInProgressChangesNothing() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2)) {
            for (int i = 0; i < 3; i++) {
                assertThat(counts(ordered.notify(ordered.notification())))
                        .isEqualTo(Map.of("noticed", 0, "ignored", 1));
            }
            assertThat(ordered.state()).isEqualTo("ORDERED");
            assertThat(ordered.ledger.column(ordered.archive, "LOOK_AT")).contains("2026-03-02");
            assertThat(ordered.describes()).isEqualTo(1);
        }
    }

    @Test
    void notificationsThatTheLedgerDoesNotExpectCauseNoRequest() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            ordered.ledger.archive("delivered", "DELIVERED", "JOB_ID=" + ordered.job);
            List<String> idle = List.of(
                    notification(FilledLedger.ARN, ordered.archive, "forged"),
                    notification(FilledLedger.ARN, "unknown", ordered.job),
                    notification(FilledLedger.ARN, "delivered", ordered.job),
                    notification(FilledLedger.ARN, "", ordered.job).replace("\"ArchiveId\":\"\",", ""),
                    "{\"Action\":\"InventoryRetrieval\",\"ArchiveId\":null,\"JobId\":\"i\",\"VaultARN\":\""
                            + FilledLedger.ARN + "\"}");

            assertThat(counts(ordered.notify(idle))).isEqualTo(Map.of("noticed", 0, "ignored", 5));
            assertThat(ordered.state()).isEqualTo("ORDERED");
            assertThat(ordered.ledger.glacier.simulator.requests()).isEmpty();
        }
    }

    @Test
    void aJobThatIsUnknownOrOfAnotherArchiveChangesNothing() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            ordered.ledger.archive("wrong", "ORDERED", "JOB_ID=" + ordered.job);
            ordered.ledger.archive("forgotten", "ORDERED", "JOB_ID=gone");

            assertThat(counts(ordered.notify(List.of(
                            notification(FilledLedger.ARN, "wrong", ordered.job),
                            notification(FilledLedger.ARN, "forgotten", "gone")))))
                    .isEqualTo(Map.of("noticed", 0, "ignored", 2));
            assertThat(ordered.ledger.column("wrong", "STATE")).isEqualTo("ORDERED");
            assertThat(ordered.ledger.column("forgotten", "STATE")).isEqualTo("ORDERED");
        }
    }

    @Test
    void anotherVaultAccountOrRegionIsRefused() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            for (String vault : List.of(
                    OTHER,
                    "arn:aws:glacier:us-east-1:999999999999:vaults/photos",
                    "arn:aws:glacier:eu-west-1:111122223333:vaults/photos")) {
                assertThat(ordered.notify(notification(vault, ordered.archive, ordered.job))
                                .getException())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("VaultARN: '")
                        .hasMessageEndingWith("is another vault than 111122223333/photos in us-east-1");
            }
            assertThat(ordered.state()).isEqualTo("ORDERED");
            assertThat(ordered.ledger.glacier.simulator.requests()).isEmpty();
        }
    }

    @Test
    void validNotificationsOfAListAreUsedBeforeABadOneIsRefused() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            Exchange exchange =
                    ordered.notify(List.of(notification(OTHER, ordered.archive, ordered.job), ordered.notification()));

            assertThat(exchange.getException()).hasMessageContaining("is another vault");
            assertThat(ordered.state()).isEqualTo("READY");
        }
    }

    @Test
    void validNotificationsOfAListAreUsedAlthoughAnotherPartIsNoNotification() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            Exchange exchange = ordered.notify("{\"Records\":[{\"body\":\"no JSON\"},"
                    + "{\"body\":{\"Type\":\"SubscriptionConfirmation\"}},{\"body\":" + ordered.notification() + "}]}");

            assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(exchange.getException()).hasMessageContaining("no JSON");
            assertThat(exchange.getException().getSuppressed()).hasSize(1);
            assertThat(ordered.state()).isEqualTo("READY");
        }
    }

    /** The body types that can contain a notification, created from its JSON. */
    static Stream<Function<String, Object>> carriers() {
        return Stream.of(
                json -> json.getBytes(StandardCharsets.UTF_8),
                json -> read(json),
                json -> carried("envelope", json),
                json -> List.of(carried("envelope", json), json),
                json -> "[" + carried("queue", json) + "]",
                json -> "{\"Messages\":[" + carried("queue", json) + "]}",
                json -> "{\"Records\":[" + carried("function", json) + "," + carried("function", json) + "]}",
                json -> List.of(read(carried("function", json))),
                json -> "{\"Records\":[{\"Sns\":" + carried("envelope", json) + "}]}",
                NotifyTest::exchanges,
                json -> List.of(new QueueMessage(json)),
                json -> GlacierJobDescription.builder()
                        .jobId(read(json).get("JobId").toString())
                        .archiveId(read(json).get("ArchiveId").toString())
                        .vaultARN(FilledLedger.ARN)
                        .build());
    }

    private static String carried(String by, String json) {
        try {
            return switch (by) {
                case "queue" -> JSON.writeValueAsString(Map.of("MessageId", "m", "Body", envelope(json)));
                case "function" -> JSON.writeValueAsString(Map.of("messageId", "m", "body", json));
                default -> envelope(json);
            };
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<?, ?> read(String json) {
        try {
            return JSON.readValue(json, Map.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Object exchanges(String json) {
        Exchange grouped = new DefaultExchange(new DefaultCamelContext());
        grouped.getMessage().setBody(json);
        return new ArrayList<>(List.of(grouped, grouped.getMessage()));
    }

    /** The answer of a queue client, as a type of the SDK. */
    private record QueueMessage(String body) implements SdkPojo {

        @Override
        public List<SdkField<?>> sdkFields() {
            return List.of(SdkField.<String>builder(MarshallingType.STRING)
                    .memberName("Body")
                    .getter(pojo -> ((QueueMessage) pojo).body())
                    .traits(LocationTrait.builder()
                            .locationName("Body")
                            .unmarshallLocationName("Body")
                            .build())
                    .build());
        }
    }

    @Test
    void aNotificationIsReadFromEveryTypeOfBody() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2)) {
            for (Function<String, Object> carrier : carriers().toList()) {
                ordered.next().completed();
                Object body = carrier.apply(ordered.notification());

                assertThat(counts(ordered.notify(body)))
                        .as(body.toString())
                        .isEqualTo(Map.of("noticed", 1, "ignored", 0));
                assertThat(ordered.state()).isEqualTo("READY");
            }
        }
    }

    static Stream<Object> noNotifications() {
        return Stream.of(
                "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"t\",\"Message\":\"You have chosen\"}",
                "{\"ArchiveId\":\"a\",\"Size\":5}",
                "hello",
                "",
                7,
                Map.of(),
                List.of(List.of(5)),
                "{\"JobId\":\"../jobs\"}",
                "{".repeat(2_000_000));
    }

    @Test
    void anythingElseThanANotificationIsRefused() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            assertThat(noNotifications())
                    .allSatisfy(body -> assertThat(ordered.notify(body).getException())
                            .isInstanceOf(IllegalArgumentException.class));
            assertThat(ordered.ledger.glacier.simulator.requests()).isEmpty();
        }
    }

    @Test
    void aNotificationSettlesAnOrderWhoseAnswerWasLost() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            ordered.ledger.execute("UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'LISTED', JOB_ID = NULL, ORDERS = 0,"
                    + " ORDER_ID = 'o', LOOK_AT = NULL");
            ordered.ledger.execute(
                    "INSERT INTO GLACIER_EGRESS_ORDERS (ORDER_ID, ROW_NO, VAULT_ARN, ARCHIVE_ID, EXTENSION, STATE, NODE,"
                            + " INTENDED_AT, BEAT_AT) SELECT 'o', ROW_NO, VAULT_ARN, ARCHIVE_ID, FALSE, 'UNCLEAR', 'n',"
                            + " TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00Z', CURRENT_TIMESTAMP"
                            + " FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = '" + ordered.archive + "'");

            assertThat(counts(ordered.notify(ordered.notification()))).isEqualTo(Map.of("noticed", 1, "ignored", 0));
            assertThat(ordered.state()).isEqualTo("READY");
            assertThat(ordered.ledger.column(ordered.archive, "JOB_ID")).isEqualTo(ordered.job);
        }
    }

    @Test
    void anEmptyListIsAccepted() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2)) {
            assertThat(counts(ordered.notify(List.of()))).isEqualTo(Map.of("noticed", 0, "ignored", 0));
        }
    }

    @Test
    void aRealNotificationOfTheServiceIsRead() throws Exception {
        try (Ordered ordered = new Ordered(Database.Kind.H2).completed()) {
            String described = ordered.ledger
                    .glacier
                    .request(ordered.ledger.glacier.uri("operation=describeJob&jobId=" + ordered.job), exchange -> {})
                    .getMessage()
                    .getBody(String.class);

            assertThat(counts(ordered.notify(envelope(described)))).isEqualTo(Map.of("noticed", 1, "ignored", 0));
        }
    }
}
