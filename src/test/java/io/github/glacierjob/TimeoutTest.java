package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static io.github.glacierjob.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutTest {

    @Test
    void aDownloadThatMovesIsNotCutHoweverLongItTakes() throws Exception {
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
    void aSilentServiceIsGivenUpAndAskedAgain(String name, Operation operation) {
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
    void anInitiationWhoseAnswerDoesNotComeIsGivenUpAndNotSentAgain() {
        try (Glacier glacier = new Glacier()) {
            glacier.simulator.inject(
                    Fault.stallBeforeAnswer(Duration.ofSeconds(30)).on(Operation.INITIATE_JOB));
            String options = "operation=initiateJob&jobType=inventory-retrieval&requestTimeout=1000&maxRetries=1";

            Exchange answer = glacier.request(glacier.uri(options), e -> {});

            assertThat(answer.getException()).isInstanceOf(JobMayExistException.class);
            assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
        }
    }
}
