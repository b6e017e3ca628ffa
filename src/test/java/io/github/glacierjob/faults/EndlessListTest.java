package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A list of the service never ends: every caller gets one exception. */
@Timeout(120)
class EndlessListTest {

    private static final String JOB = "{\"JobId\":\"j\",\"Completed\":false}";
    private static final String TWICE =
            "Vault photos: expected a new marker on each page of the job list, got '-m' twice";

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private void everyPageEndsWith(String marker, String jobs) {
        glacier.simulator.inject(
                Fault.rawAnswer(200, "application/json", "{\"JobList\":[" + jobs + "],\"Marker\":\"" + marker + "\"}")
                        .on(Operation.LIST_JOBS)
                        .always());
    }

    private int pages() {
        return glacier.simulator.requests(Operation.LIST_JOBS).size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", JOB})
    void aRepeatedMarkerEndsListJobs(String jobs) {
        everyPageEndsWith("-m", jobs);
        Exchange exchange = glacier.request(glacier.uri("operation=listJobs"), in -> {});
        JobList list = exchange.getMessage().getBody(JobList.class);

        assertThatThrownBy(list::size).isInstanceOf(SdkClientException.class).hasMessageContaining(TWICE);
        assertThat(pages()).isEqualTo(2);
    }

    @Test
    void aRepeatedMarkerEndsAnInitiationThatFirstLooksForAJob() {
        everyPageEndsWith("-m", JOB);

        Exchange exchange = glacier.request(
                glacier.uri("operation=initiateJob&jobType=inventory-retrieval&reuseExistingJob=true"), in -> {});

        assertThat(exchange.getException())
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining(TWICE);
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
    }

    @Test
    void aRepeatedMarkerEndsThePollAndTheNextPollWorks() throws Exception {
        String job =
                glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", Content.of("x"), ""));
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":\"-m\"}")
                .on(Operation.LIST_JOBS)
                .times(2));

        List<Message> messages = glacier.consume("");

        await().atMost(Duration.ofSeconds(60)).until(() -> !messages.isEmpty());
        assertThat(messages.get(0).getHeader("CamelGlacierJobId")).isEqualTo(job);
    }
}
