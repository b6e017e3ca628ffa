package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobList;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** A member of an answer with a wrong JSON type affects only its own job. */
class WrongMemberTest {

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private static String list(String members) {
        return "{\"JobList\":[{\"JobId\":\"bad\"," + members
                + "},{\"JobId\":\"good\",\"Completed\":true}],\"Marker\":null}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ArchiveSizeInBytes\":1180591620717411303424",
                "\"ArchiveSizeInBytes\":NaN",
                "\"ArchiveSizeInBytes\":{}",
                "\"InventorySizeInBytes\":1.5",
                "\"JobDescription\":{\"a\":[1]}",
                "\"Completed\":[true]",
                "\"InventoryRetrievalParameters\":\"text\"",
                "\"SelectParameters\":{\"InputSerialization\":[]}"
            })
    void theOtherJobsOfAListAreRead(String members) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", list(members))
                .on(Operation.LIST_JOBS)
                .always());

        Exchange exchange = glacier.request(glacier.uri("operation=listJobs&maxRetries=0"), in -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(JobList.class))
                .extracting(GlacierJobDescription::jobId)
                .containsExactly("bad", "good");
    }

    @Test
    void aMalformedHashIsKeptAsTextAndNotTreatedAsAbsent() {
        glacier.simulator.inject(Fault.rawAnswer(
                        200,
                        "application/json",
                        "{\"JobId\":\"j\",\"SHA256TreeHash\":{\"a\":1},\"ArchiveSizeInBytes\":[],\"Completed\":false}")
                .on(Operation.DESCRIBE_JOB)
                .always());

        Message answer = glacier.request(glacier.uri("operation=describeJob&jobId=j&maxRetries=0"), in -> {})
                .getMessage();

        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobSha256TreeHash", "{\"a\":1}")
                .containsEntry("CamelGlacierJobCompleted", false)
                .doesNotContainKey("CamelGlacierJobArchiveSizeInBytes");
    }

    @Test
    void theOtherJobsOfAPollAreConsumed() throws Exception {
        String job =
                glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", Content.of("x"), ""));
        String good = "{\"JobId\":\"" + job + "\",\"Completed\":true,\"StatusCode\":\"Succeeded\",\"Action\":"
                + "\"ArchiveRetrieval\",\"ArchiveSizeInBytes\":1,\"VaultARN\":\"" + glacier.simulator.vaultArn("photos")
                + "\"}";
        glacier.simulator.inject(Fault.rawAnswer(
                        200,
                        "application/json",
                        "{\"JobList\":[{\"JobId\":\"bad\",\"ArchiveSizeInBytes\":{}}," + good + ",7]}")
                .on(Operation.LIST_JOBS)
                .always());

        List<Message> messages = glacier.consume("");

        await().atMost(Duration.ofSeconds(60)).until(() -> !messages.isEmpty());
        assertThat(messages.get(0).getHeader("CamelGlacierJobId")).isEqualTo(job);
    }

    @Test
    void anEndlessAnswerIsReadUpToALimit() {
        String endless = "{\"message\":\"" + "x".repeat(9 << 20) + "\"}";
        for (int status : new int[] {200, 400}) {
            glacier.simulator.clearFaults();
            glacier.simulator.inject(Fault.rawAnswer(status, "application/json", endless)
                    .on(Operation.LIST_JOBS)
                    .always());

            Exchange exchange = glacier.request(glacier.uri("operation=listJobs&maxRetries=0"), in -> {});

            assertThat(exchange.getException()).hasStackTraceContaining("expected an answer of at most");
        }
    }

    /** The page of a gateway proves nothing, however long it is, and its connection is released. */
    @Test
    void anEndlessErrorIsAnUnclearAnswerAndFreesTheConnection() {
        String endless = "x".repeat(2 << 20);
        glacier.simulator.inject(Fault.rawAnswer(504, "text/html", endless)
                .on(Operation.LIST_JOBS)
                .times(5));

        Exchange exchange =
                glacier.request(glacier.uri("operation=listJobs&maxConnections=1&requestTimeout=5000"), in -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(6);
    }

    /** A wrong answer that a job is missing may cost money, so only a list proves it. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"JobList\":null}", "{\"JobList\":\"none\",\"Marker\":\"more\"}"})
    void anAnswerWithoutAListIsNotAnEmptyList(String answer) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", answer)
                .on(Operation.LIST_JOBS)
                .always());

        Exchange exchange = glacier.request(glacier.uri("operation=listJobs&maxRetries=1"), in -> {});

        assertThat(exchange.getException()).hasMessageContaining("expected a JobList in the answer");
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(2);
    }
}
