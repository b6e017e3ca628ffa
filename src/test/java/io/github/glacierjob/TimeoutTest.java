package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static io.github.glacierjob.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

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

    @Test
    void aSilentServiceIsGivenUpAndAskedAgain() throws Exception {
        try (Glacier glacier = new Glacier()) {
            glacier.simulator.inject(Fault.stallBeforeAnswer(Duration.ofSeconds(30))
                    .on(Operation.LIST_JOBS)
                    .times(1));

            Exchange answer = glacier.request(glacier.uri("operation=listJobs&requestTimeout=1000"), e -> {});

            assertThat(answer.getException()).isNull();
            assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSizeGreaterThan(1);
        }
    }
}
