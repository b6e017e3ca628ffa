package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/** With reuseExistingJob a paid job is used again as long as its output exists. */
@Tag("core")
class ReuseExistingJobTest {

    private static final Duration STANDARD = Duration.ofHours(4);

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier = new Glacier(GlacierSimulator.builder()
            .clock(clock)
            .jobsPerPage(3)
            .archiveJobDuration(Tier.STANDARD, STANDARD)
            .archiveJobDuration(Tier.EXPEDITED, Duration.ofMinutes(5))
            .archiveJobDuration(Tier.BULK, Duration.ofHours(12))
            .inventoryJobDuration(STANDARD));
    private String archive;

    @BeforeEach
    void upload() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), "holiday", "-begins_with-a-dash");
        String other = glacier.simulator.addArchive("photos", Content.seeded(2, 3 << 20), "another");
        for (int i = 0; i < 7; i++) {
            glacier.simulator.addArchiveJob("photos", other);
        }
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message initiate(String options) {
        var exchange =
                glacier.request(glacier.uri("operation=initiateJob&reuseExistingJob=true&" + options), input -> {});
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private Message retrieve(String options) {
        return initiate("jobType=archive-retrieval&archiveId=" + archive + options);
    }

    private static void isReused(Message answer, String job) {
        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobReused", true);
    }

    private static void isNew(Message answer) {
        assertThat(answer.getHeader("CamelGlacierJobReused")).isEqualTo(false);
    }

    private int initiated() {
        return glacier.simulator.requests(Operation.INITIATE_JOB).size();
    }

    @Test
    void anExistingJobIsReusedAndNothingIsPaid() {
        String job = glacier.simulator.addArchiveJob("photos", archive, "of another application");

        Message answer = retrieve("&description=mine");

        isReused(answer, job);
        InitiateJobResponse body = answer.getBody(InitiateJobResponse.class);
        assertThat(body.jobId()).isEqualTo(job);
        assertThat(body.location())
                .isEqualTo(answer.getHeader("CamelGlacierJobLocation"))
                .isEqualTo("/" + glacier.simulator.accountId() + "/vaults/photos/jobs/" + job);
        assertThat(initiated()).isZero();
    }

    @Test
    void withoutTheOptionNoJobIsLookedFor() {
        glacier.simulator.addArchiveJob("photos", archive);

        var exchange = glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive), input -> {});

        isNew(exchange.getMessage());
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @Test
    void theSecondOfTwoOrdersUsesTheJobOfTheFirst() {
        Message first = retrieve("");
        isNew(first);

        isReused(retrieve(""), first.getHeader("CamelGlacierJobId", String.class));
        assertThat(initiated()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,               -,               true
            -,               0-3145727,       true
            0-3145727,       -,               true
            0-1048575,       0-1048575,       true
            0-1048575,       -,               false
            -,               0-1048575,       false
            1048576-3145727, 1048576-2097151, false
            """)
    void rangesAreComparedByTheirBytes(String existing, String asked, boolean reused) {
        glacier.simulator.addArchiveJob("photos", archive, null, existing);

        Message answer = retrieve(asked == null ? "" : "&retrievalByteRange=" + asked);

        assertThat(answer.getHeader("CamelGlacierJobReused")).isEqualTo(reused);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 21600000, true",
        "64799, 21600000, true",
        "64800, 21600000, true",
        "64801, 21600000, false",
        "64801, 21599000, true",
        "86000, 0, true",
        "1, 86400000, false"
    })
    void aJobIsReusedOnlyIfItsOutputLivesLongEnough(long secondsSinceItsEnd, long minLife, boolean reused) {
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(STANDARD.plusSeconds(secondsSinceItsEnd));

        Message answer = retrieve("&reuseMinLife=" + minLife);

        assertThat(answer.getHeader("CamelGlacierJobReused")).isEqualTo(reused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&reuseMinLife=86400000"})
    void aJobInProgressAlwaysLivesLongEnough(String options) {
        String job = glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(STANDARD.minusSeconds(1));

        isReused(retrieve(options), job);
    }

    @Test
    void aFailedJobIsNeverReused() {
        glacier.simulator.failJob(glacier.simulator.addArchiveJob("photos", archive), "Failed");

        isNew(retrieve(""));
    }

    @ParameterizedTest
    @CsvSource({
        "EXPEDITED, Expedited, true",
        "EXPEDITED, Bulk, true",
        "STANDARD, Standard, true",
        "STANDARD, , true",
        "STANDARD, Expedited, false",
        "BULK, , false",
        "BULK, Bulk, true"
    })
    void aSlowerJobInProgressIsNotReused(Tier existing, String asked, boolean reused) {
        glacier.simulator.addArchiveJob("photos", archive, null, null, existing);

        Message answer = retrieve(asked == null ? "" : "&tier=" + asked);

        assertThat(answer.getHeader("CamelGlacierJobReused")).isEqualTo(reused);
    }

    @Test
    void aSucceededJobOfASlowerTierIsReused() {
        String job = glacier.simulator.addArchiveJob("photos", archive, null, null, Tier.BULK);
        glacier.simulator.completeJob(job);

        isReused(retrieve("&tier=Expedited"), job);
    }

    @Test
    void theSucceededJobThatLivesLongestIsReused() {
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        String longest = glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(STANDARD);
        glacier.simulator.addArchiveJob("photos", archive);

        isReused(retrieve(""), longest);
    }

    @Test
    void theOldestJobInProgressIsReused() {
        String oldest = glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        glacier.simulator.addArchiveJob("photos", archive);

        isReused(retrieve(""), oldest);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                                        -,                                        true
            -,                                        &format=JSON,                             true
            &format=CSV,                              -,                                        false
            &format=CSV,                              &format=CSV,                              true
            &inventoryStartDate=2013-03-20T17:03:43Z, &inventoryStartDate=2013-03-20T17:03:43.000Z, true
            &inventoryStartDate=2013-03-20T17:03:43Z, &inventoryStartDate=2013-03-20T17:03:44Z, false
            &inventoryEndDate=2013-03-20T17:03:43Z,   -,                                        false
            &inventoryLimit=5,                        &inventoryLimit=5,                        false
            &inventoryLimit=5,                        -,                                        false
            -,                                        &inventoryLimit=5,                        false
            """)
    void inventoriesAreReusedByFormatAndDatesAndNeverByPage(String existing, String asked, boolean reused) {
        initiate("jobType=inventory-retrieval" + (existing == null ? "" : existing));

        Message answer = initiate("jobType=inventory-retrieval" + (asked == null ? "" : asked));

        assertThat(answer.getHeader("CamelGlacierJobReused")).isEqualTo(reused);
        assertThat(initiated()).isEqualTo(reused ? 1 : 2);
    }

    @Test
    void ordersAtTheSameTimePayOnce() throws Exception {
        glacier.simulator.inject(Fault.stallBeforeAnswer(Duration.ofMillis(200)).on(Operation.INITIATE_JOB));
        glacier.context.start();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Message>> answers =
                    threads.invokeAll(Collections.nCopies(4, () -> retrieve("")), 20, TimeUnit.SECONDS);

            for (Future<Message> answer : answers) {
                assertThat(answer.get().getHeader("CamelGlacierJobId"))
                        .isEqualTo(answers.get(0).get().getHeader("CamelGlacierJobId"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(initiated()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsSettledWithTheNewJobAndNotWithAFailedOne() {
        glacier.simulator.failJob(glacier.simulator.addArchiveJob("photos", archive), "Failed");
        glacier.simulator.inject(Fault.answerLost());

        Message answer = retrieve("");

        isNew(answer);
        assertThat(glacier.simulator
                        .job(answer.getHeader("CamelGlacierJobId", String.class))
                        .completed())
                .isFalse();
        assertThat(initiated()).isEqualTo(1);
    }
}
