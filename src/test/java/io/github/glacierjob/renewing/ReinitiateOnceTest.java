package io.github.glacierjob.renewing;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Tests {@code reinitiateExpired}: expired outputs are paid for once, or not at all. */
class ReinitiateOnceTest extends AbstractExpiryTest {

    /** The output was listed and wanted, and it expired before its first byte was delivered. */
    @Test
    void anOutputThatExpiresBeforeItsFirstByteIsPaidForOnce() throws Exception {
        retrieve();
        expireAt(0);
        start("");
        reports.awaitReport();
        clock.advance(Duration.ofHours(25));
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void withoutTheOptionNothingIsPaidForAgain() throws Exception {
        retrieve();
        expireAt(3);
        startWithoutTheOption();
        reports.awaitReport();
        reports.awaitPolls();

        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        assertThat(progress.begun()).isZero();
    }

    private void startWithoutTheOption() throws Exception {
        glacier.context.getRegistry().bind("progress", progress);
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(
                glacier.consumerUri("chunkSize=1048576&" + Glacier.ONE_AT_A_TIME + "&progressRepository=#progress"
                        + "&exceptionHandler=#reports"),
                this::take);
    }

    @Test
    void theJobListSettlesACrashBetweenTheRequestAndItsAnswer() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        glacier.simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .always());
        start("&maxRetries=0");
        reports.awaitReport();
        glacier.restart();
        glacier.simulator.clearFaults();
        clock.advance(RETRIEVAL);
        start("");

        assertWholeOutputForOnePayment();
    }

    @Test
    void theJobListSettlesALostAnswer() throws Exception {
        retrieve();
        expireAt(3);
        glacier.simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
        start("");
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void aJobWhoseAnswerCouldNotBeStoredIsNotInitiatedAgain() throws Exception {
        retrieve();
        expireAt(3);
        progress.refused = value -> value.startsWith("begun-") && requests(Operation.INITIATE_JOB) > 0;
        start("");
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        progress.refused = value -> false;
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void aRequestThatCannotBeRecordedIsNotSent() throws Exception {
        retrieve();
        expireAt(3);
        progress.refused = value -> value.startsWith("begun-") && chunks().size() > 1;
        start("");
        reports.awaitReport();
        reports.awaitPolls();
        assertThat(requests(Operation.INITIATE_JOB)).isZero();

        progress.refused = value -> false;
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    /** If the request counted as sent, the output would wait forever for a job that does not exist. */
    @Test
    void aRequestThatCannotBeRecordedOnceIsForgottenAndSentAtALaterPoll() throws Exception {
        retrieve();
        expireAt(3);
        AtomicInteger refusals = new AtomicInteger(1);
        progress.refused = value -> value.matches("begun-2\\t[^\\t]+\\t(?!-\\t).*") && refusals.getAndDecrement() > 0;
        start("");
        awaitPayment();
        assertThat(refusals).hasNegativeValue();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(reports.reports).singleElement().asString().contains("The database is down");
    }

    /** The job existed before and cost nothing here, so its failure does not fail the output. */
    @Test
    void aReusedJobThatFailsIsReplacedByAPaidJob() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        String others = glacier.simulator.addArchiveJob("photos", archive, "for somebody else");
        start("&description=for the album");
        await().atMost(SOON).until(() -> progress.states.values().stream()
                .anyMatch(line -> line.contains("\t" + others + "\ttrue\t")));
        assertThat(requests(Operation.INITIATE_JOB)).isZero();

        glacier.simulator.failJob(others, "no luck");
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(reports.reports).isEmpty();
    }

    /** A value in the database has at most 4,000 characters; a description of 1,024 may need 5 for each. */
    @Test
    void aJobWhoseStateTheDatabaseRefusesIsStillDelivered() throws Exception {
        archive = glacier.simulator.addArchive("photos", CONTENT, "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "%".repeat(1024));
        clock.advance(RETRIEVAL);
        progress.refused = value -> value.length() > 4000;
        start("");
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(reports.reports).isEmpty();
    }

    /** The archive was deleted, so no request can get the rest. */
    @Test
    void anArchiveThatTheServiceNoLongerKnowsIsNotRequestedForever() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        glacier.simulator.inject(Fault.answer(404, "ResourceNotFoundException", "The archive ID was not found: x")
                .on(Operation.INITIATE_JOB)
                .always());
        start("");
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();
        int asked = requests(Operation.INITIATE_JOB);
        reports.awaitPolls();

        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(asked).isBetween(2, 5);
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        assertThat(consumer.getLostOutputs()).isEqualTo(1);
        assertThat(reports.reports).hasSize(2).allSatisfy(report -> assertThat(report)
                .hasStackTraceContaining("archive"));
    }

    /** The route cannot process the output, so another payment would not help. */
    @Test
    void aParkedOutputIsNotPaidForAgain() throws Exception {
        retrieve();
        failingChunk = 3;
        start("&maxJobFailures=2");
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> consumer.getParkedJobs() == 1);

        clock.advance(Duration.ofHours(25));
        reports.awaitPolls();
        clock.advance(Duration.ofHours(49));
        reports.awaitPolls();
        reports.awaitPolls();

        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        assertThat(chunks()).isEqualTo(upTo(3));
    }

    @Test
    void aRefusalIsReportedOnceAndLaterPollsSendTheRequestAgain() throws Exception {
        retrieve();
        expireAt(3);
        glacier.simulator.inject(
                Fault.policyEnforced().on(Operation.INITIATE_JOB).times(5));
        start("");
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) >= 6);
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(6);
        assertThat(reports.reports).hasSize(1);
    }

    @Test
    void anExistingJobIsUsedInsteadOfAPaymentAndIsStillConsumed() throws Exception {
        retrieve();
        String other = glacier.simulator.addArchiveJob("photos", archive, "for somebody else");
        expireAt(3);
        start("&reuseMinLife=3600000&description=for the album");
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(rangesOf(other)).hasSize(3);
        assertThat(consumed.getCache().keySet()).noneMatch(key -> key.endsWith(other));
    }

    @Test
    void oneOfTwoNodesWithSharedRepositoriesPays() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        CamelContext second = new DefaultCamelContext();
        try {
            start("");
            start(second, "outputMode=chunks");
            awaitPayment();
            reports.awaitPolls();
            clock.advance(RETRIEVAL);

            assertWholeOutputForOnePayment();
        } finally {
            second.stop();
        }
    }

    @Test
    void anInventoryIsNeverRequestedAgain() throws Exception {
        job = glacier.simulator.addInventoryJob("photos", "JSON", CONTENT);
        glacier.simulator.completeJob(job);
        expireAt(3);
        start("");
        reports.awaitReport();
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(3));
        assertThat(reports.reports).singleElement().isInstanceOf(JobOutputExpiredException.class);
        assertThat(requests(Operation.INITIATE_JOB)).isZero();
    }

    @Test
    void aJobThatDisappearsTooEarlyWithoutAByteIsNotPaidForAgain() throws Exception {
        retrieve();
        expireAt(2);
        start("");
        awaitPayment();
        glacier.simulator.inject(
                Fault.notFoundYet().on(Operation.GET_JOB_OUTPUT).always());
        clock.advance(RETRIEVAL);
        reports.awaitReport();
        reports.awaitPolls();
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);

        glacier.simulator.clearFaults();
        assertWholeOutputForOnePayment();
    }

    @Test
    void aFailedJobEndsTheOutputWithOneReport() throws Exception {
        retrieve();
        expireAt(2);
        start("");
        awaitPayment();
        glacier.simulator.failJob(newJob(), "no luck");
        reports.awaitReport();
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();

        assertThat(reports.reports).hasSize(1);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(chunks()).isEqualTo(upTo(2));
    }

    @Test
    void aListedJobWhoseOutputIsGoneIsNotUsedAsReplacement() throws Exception {
        retrieve();
        String listing = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(glacier.simulator.endpoint().resolve("/-/vaults/photos/jobs"))
                                .header("x-amz-glacier-version", "2012-06-01")
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/glacier/aws4_request")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(listing).contains(job);
        expireAt(3);
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", listing)
                .on(Operation.LIST_JOBS)
                .always());
        start("");
        awaitPayment();
        reports.awaitPolls();
        glacier.simulator.clearFaults();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void aNewJobThatTheServiceDoesNotKnowYetIsAwaited() throws Exception {
        retrieve();
        expireAt(3);
        glacier.simulator.inject(Fault.notFoundYet().on(Operation.DESCRIBE_JOB).always());
        start("");
        awaitPayment();
        reports.awaitPolls();
        clock.advance(RETRIEVAL);
        reports.awaitPolls();
        glacier.simulator.clearFaults();

        assertWholeOutputForOnePayment();
    }

    @Test
    void anIndexThatAnotherNodeOverwroteIsRepairedAtTheNextPoll() throws Exception {
        retrieve();
        failingChunk = 3;
        start("");
        reports.awaitReport();
        progress.states.put(index(), "");

        await().atMost(SOON).until(() -> !progress.states.get(index()).isEmpty());
    }

    @Test
    void anOutputWhoseStateIsStoredLateIsInTheIndexToo() throws Exception {
        retrieve();
        failingChunk = 3;
        progress.refused = value -> value.startsWith("begun-");
        start("");
        reports.awaitReport();
        assertThat(progress.begun()).isZero();

        progress.refused = value -> false;

        awaitLineAndIndex();
    }

    @Test
    void anOutputMissingInTheIndexAfterACrashIsAddedAtTheNextStart() throws Exception {
        retrieve();
        failingChunk = 3;
        progress.refused = value -> value.matches("[0-9a-f]{12}");
        start("");
        reports.awaitReport();
        assertThat(progress.begun()).isEqualTo(1);
        glacier.restart();
        progress.refused = value -> false;
        start("");

        awaitLineAndIndex();
    }

    private String index() {
        return "begun/" + glacier.simulator.vaultArn("photos");
    }

    private void awaitLineAndIndex() {
        await().atMost(SOON).until(() -> progress.begun() == 2);
        assertThat(progress.states.get(index())).hasSize(12);
    }
}
