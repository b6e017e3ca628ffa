package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.StubService;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Orders in the form of other programs, and unusual answers: exactly the intended job is paid for, once. */
class OddOrdersTest {

    private final Glacier glacier = new Glacier();
    private final String archive = glacier.simulator.addArchive("photos", Content.of("0123456789"), "");

    @AfterEach
    void close() {
        glacier.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Exchange send(String options, Map<String, String> headers) {
        return glacier.request(
                glacier.uri(options),
                in -> headers.forEach((name, text) -> in.getMessage().setHeader(name, bytes(text))));
    }

    /** A broker without types delivers the values of headers as bytes. */
    @Test
    void orderHeadersThatABrokerDeliversAsBytesAreRead() {
        Exchange made = send(
                "",
                Map.of(
                        "CamelGlacierJobOperation", "initiateJob",
                        "CamelGlacierJobType", "archive-retrieval",
                        "CamelGlacierJobArchiveId", archive,
                        "CamelGlacierJobTier", "Bulk",
                        "CamelGlacierJobVaultName", "photos"));

        assertThat(made.getException()).isNull();
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains(archive, "\"Bulk\""));
    }

    @Test
    void otherHeadersThatABrokerDeliversAsBytesAreReadToo() {
        String job = glacier.simulator.addArchiveJob("photos", archive);

        assertThat(send(
                                "operation=listJobs",
                                Map.of("CamelGlacierJobLimit", "5", "CamelGlacierJobFilterCompleted", "true"))
                        .getException())
                .isNull();
        assertThat(send("operation=getJobOutput", Map.of("CamelGlacierJobId", job, "CamelGlacierJobRange", "bytes=2-4"))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("234");
        assertThat(send(
                                "operation=getJobOutput&outputMode=file&fileExist=Override&workDirectory=target/odd",
                                Map.of("CamelGlacierJobId", job, "CamelFileName", "from-a-broker"))
                        .getMessage()
                        .getHeader("CamelFileName"))
                .isEqualTo("from-a-broker");
    }

    /**
     * Programs on Windows write this mark before the text. If it were not handled, another job than the intended one
     * would be paid for.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anOrderWithAByteOrderMarkIsRead(int kind) {
        String order = "\ufeff{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archive + "\"}";
        Object body = List.of(order, bytes(order), new ByteArrayInputStream(bytes(order)))
                .get(kind);

        Exchange made =
                glacier.request(glacier.uri("operation=initiateJob&jobType=inventory-retrieval"), in -> in.getMessage()
                        .setBody(body));

        assertThat(made.getException()).isNull();
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("archive-retrieval", archive));
    }

    @Test
    void anOrderIsNotRedirected() throws Exception {
        try (StubService service =
                new StubService(307, Map.of("Location", "http://127.0.0.1:1/-/vaults/photos/jobs"), "")) {
            Exchange made = glacier.request(
                    service.uri("photos", "operation=initiateJob&jobType=inventory-retrieval"), in -> {});

            assertThat(made.getException()).isInstanceOf(SdkException.class).hasMessageContaining("307");
            assertThat(service.requests).hasSize(1);
        }
    }

    /** The headers of the answer have all its data. */
    @Test
    void anEndlessAnswerToAnOrderIsCutAndTheListSettlesTheOrder() {
        glacier.simulator.inject(Fault.rawAnswer(202, "application/json", "{\"a\":\"" + "x".repeat(9 << 20) + "\"}")
                .on(Operation.INITIATE_JOB));

        Exchange made = glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval&maxRetries=0&archiveId=" + archive),
                in -> {});

        assertThat(made.getException()).isInstanceOf(JobMayExistException.class);
        assertThat(made.getException().getCause()).hasMessageContaining("at most 8388608 bytes");
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
    }
}
