package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static io.github.glacierjob.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.Tier;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** The consumer's {@code reinitiateExpired}: on its clock a retrieval takes 4 hours, and an output lives 24. */
class ReinitiateExpiredTest {

    private static final int CHUNKS = 6;
    private static final Content CONTENT = Content.seeded(11, (long) CHUNKS * MIB);
    private static final Duration RETRIEVAL = Duration.ofHours(4);

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().clock(clock).archiveJobDuration(Tier.STANDARD, RETRIEVAL));
    private final TextRepository progress = new TextRepository();
    private final MemoryIdempotentRepository consumed = new MemoryIdempotentRepository();
    private final MemoryIdempotentRepository claims = new MemoryIdempotentRepository();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Consumption reports = new Consumption(glacier);
    private volatile int failingChunk = -1;
    private String archive;
    private String job;

    @AfterEach
    void close() {
        glacier.close();
    }

    private void retrieve() {
        archive = glacier.simulator.addArchive("photos", CONTENT, "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "for the album");
        clock.advance(RETRIEVAL);
    }

    private void start(String options) throws Exception {
        start(glacier.context, "outputMode=chunks" + options);
    }

    private void start(CamelContext context, String options) throws Exception {
        context.getRegistry().bind("progress", progress);
        context.getRegistry().bind("consumed", consumed);
        context.getRegistry().bind("claims", claims);
        context.getRegistry().bind("reports", reports);
        String uri = glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&parallelism=1"
                + "&progressRepository=#progress&idempotentRepository=#consumed&inProgressRepository=#claims"
                + "&exceptionHandler=#reports&" + options);
        context.getEndpoint(uri, GlacierJobEndpoint.class).setClock(clock);
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("jobs").process(ReinitiateExpiredTest.this::take);
            }
        });
        context.start();
    }

    private void take(Exchange exchange) {
        Integer chunk = exchange.getMessage().getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
        if (chunk != null && chunk == failingChunk) {
            throw new IllegalStateException("not this one");
        }
        messages.add(exchange.getMessage().copy());
    }

    private void expireAt(int chunk) {
        glacier.simulator.inject(Fault.expired()
                .on(Operation.GET_JOB_OUTPUT)
                .job(job)
                .rangeStart((long) chunk * MIB)
                .times(1));
    }

    /** Half of the output is consumed, the route fails at the next chunk, the application stops, and a day goes by. */
    private void consumeHalfAndComeBackTooLate() throws Exception {
        failingChunk = CHUNKS / 2;
        start("");
        reports.awaitReport();
        glacier.restart();
        reports.reports.clear();
        failingChunk = -1;
        clock.advance(Duration.ofHours(25));
    }

    private int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    private void awaitPayment() {
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        await().atMost(SOON)
                .until(() -> progress.states.values().stream().anyMatch(line -> line.contains(" n" + newJob())));
    }

    private String newJob() {
        var jobs = glacier.simulator.jobs("photos");
        return jobs.get(jobs.size() - 1).id();
    }

    private void awaitChunks(int count) {
        await().atMost(SOON).until(() -> messages.size() >= count);
    }

    private List<Integer> chunks() {
        return messages.stream()
                .map(message -> message.getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class))
                .toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private List<String> rangesOf(String jobId) {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .filter(request -> request.jobId().equals(jobId))
                .map(RecordedRequest::range)
                .toList();
    }

    /** Every byte once, in order, under the first job's id, for one payment, and nothing is left to do. */
    private void assertWholeOutputForOnePayment() {
        awaitChunks(CHUNKS);
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();
        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(messages).allSatisfy(message -> {
            int chunk = message.getHeader(GlacierJobConstants.CHUNK_INDEX, Integer.class);
            assertThat(message.getBody(byte[].class)).isEqualTo(CONTENT.expected((long) chunk * MIB, MIB));
            assertThat(message.getHeader(GlacierJobConstants.ID)).isEqualTo(job);
        });
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, CHUNKS - 1})
    void anOutputThatExpiresInTheMiddleGoesOnAtTheMissingChunkWithAJobThatIsPaidForOnce(int chunk) throws Exception {
        retrieve();
        expireAt(chunk);
        start("");
        awaitPayment();
        String second = newJob();
        reports.awaitPolls();
        assertThat(chunks()).isEqualTo(upTo(chunk));

        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(rangesOf(second))
                .hasSize(CHUNKS - chunk)
                .first()
                .isEqualTo("bytes=" + (long) chunk * MIB + "-" + ((chunk + 1L) * MIB - 1));
        assertThat(messages.get(CHUNKS - 1)
                        .getHeader(GlacierJobConstants.DETAILS, GlacierJobDescription.class)
                        .jobId())
                .isEqualTo(second);
        assertThat(messages.get(CHUNKS - 1).getHeader(GlacierJobConstants.PROOF))
                .hasToString("whole");
        assertThat(reports.reports).isEmpty();
    }

    @Test
    void theSameParametersAreAskedForAgain() throws Exception {
        archive = glacier.simulator.addArchive("photos", CONTENT, "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "for the album", "2097152-4194303", Tier.BULK);
        glacier.simulator.completeJob(job);
        expireAt(1);
        start("");
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) == 1);

        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB).get(0).body())
                .contains(archive, "for the album", "2097152-4194303", "Bulk", "archive-retrieval");
    }

    @Test
    void anOutputOfWhichNothingCameIsNotPaidForAgain() throws Exception {
        retrieve();
        expireAt(0);
        start("");
        reports.awaitReport();
        reports.awaitPolls();

        assertThat(reports.reports).singleElement().isInstanceOf(JobOutputExpiredException.class);
        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        assertThat(progress.begun()).isZero();
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
                glacier.consumerUri(
                        "chunkSize=1048576&parallelism=1&progressRepository=#progress" + "&exceptionHandler=#reports"),
                this::take);
    }

    @Test
    void aStartAfterTheOutputExpiredGoesOnWhereTheStopWas() throws Exception {
        retrieve();
        consumeHalfAndComeBackTooLate();
        start("");
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
        assertThat(rangesOf(newJob())).hasSize(CHUNKS / 2);
    }

    @Test
    void aFileRepositoryIsEnoughForAStartAfterTheOutputExpired() throws Exception {
        retrieve();
        failingChunk = 3;
        startOnFile();
        reports.awaitReport();
        glacier.restart();
        failingChunk = -1;
        clock.advance(Duration.ofHours(25));
        startOnFile();
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        glacier.restart();
        clock.advance(RETRIEVAL);
        startOnFile();
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    private void startOnFile() throws Exception {
        glacier.context.getRegistry().bind("file", new FileProgressRepository(directory.resolve("progress")));
        glacier.context.getRegistry().bind("reports", reports);
        String uri = glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&parallelism=1"
                + "&progressRepository=#file&exceptionHandler=#reports");
        glacier.context.getEndpoint(uri, GlacierJobEndpoint.class).setClock(clock);
        glacier.route(uri, this::take);
    }

    @Test
    void aCrashBetweenTheRequestAndItsAnswerIsSettledByTheJobList() throws Exception {
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
    void aLostAnswerIsSettledByTheJobList() throws Exception {
        retrieve();
        expireAt(3);
        glacier.simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).times(1));
        start("");
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void anAnswerThatTheRepositoryDoesNotTakeIsNotAskedForAgain() throws Exception {
        retrieve();
        expireAt(3);
        progress.refused = value -> value.startsWith("begun-1") && requests(Operation.INITIATE_JOB) > 0;
        start("");
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        progress.refused = value -> false;
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void whatCannotBeRememberedIsNotAskedFor() throws Exception {
        retrieve();
        expireAt(3);
        progress.refused = value -> value.startsWith("begun-1") && chunks().size() > 1;
        start("");
        reports.awaitReport();
        reports.awaitPolls();
        assertThat(requests(Operation.INITIATE_JOB)).isZero();

        progress.refused = value -> false;
        awaitPayment();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void aRefusalIsReportedOnceAndTheRequestComesAgainWithLaterPolls() throws Exception {
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
    void aJobForTheSameOutputIsTakenInsteadOfAPaymentAndStaysAJobOfItsOwn() throws Exception {
        retrieve();
        String other = glacier.simulator.addArchiveJob("photos", archive, "for somebody else");
        expireAt(3);
        start("&description=for the album");
        awaitChunks(3);
        reports.awaitPolls();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(requests(Operation.INITIATE_JOB)).isZero();
        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(rangesOf(other)).hasSize(3);
        assertThat(consumed.getCache().keySet()).noneMatch(key -> key.endsWith(other));
    }

    @Test
    void aFileGoesOnAtItsMissingRangesUnderItsOldName() throws Exception {
        retrieve();
        expireAt(4);
        start(glacier.context, "outputMode=file&workDirectory=" + directory);
        awaitPayment();
        String second = newJob();
        clock.advance(RETRIEVAL);
        awaitChunks(1);
        await().atMost(SOON).until(() -> progress.begun() == 0);
        reports.awaitPolls();

        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getBody(File.class)).hasName(job).hasBinaryContent(CONTENT.expected(0, CHUNKS * MIB));
            assertThat(message.getHeader(GlacierJobConstants.ID)).isEqualTo(job);
        });
        assertThat(rangesOf(second)).hasSize(CHUNKS - 4);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void ofTwoNodesThatShareTheRepositoriesOnePays() throws Exception {
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
    void anInventoryIsNeverAskedForAgain() throws Exception {
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
    void anOutputWithAnotherHashIsNotPutTogetherWithTheFirst() throws Exception {
        retrieve();
        expireAt(3);
        start("");
        awaitPayment();
        String second = newJob();
        glacier.simulator.spoilTreeHash(second);
        clock.advance(RETRIEVAL);
        reports.awaitReport();

        List<Message> ofFirst = new ArrayList<>(messages);
        ofFirst.removeIf(message -> !job.equals(message.getHeader(GlacierJobConstants.ID)));
        assertThat(ofFirst).hasSize(3);
        assertThat(rangesOf(second)).first().isEqualTo("bytes=0-" + (MIB - 1));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aJobThatWasPaidForAndExpiresTooIsFollowedByAnother() throws Exception {
        retrieve();
        expireAt(2);
        start("");
        awaitPayment();
        String second = newJob();
        glacier.simulator.inject(Fault.expired()
                .on(Operation.GET_JOB_OUTPUT)
                .job(second)
                .rangeStart(4L * MIB)
                .times(1));
        clock.advance(RETRIEVAL);
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) == 2);
        await().atMost(SOON)
                .until(() -> progress.states.values().stream().anyMatch(line -> line.contains(" n" + newJob())));
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(2);
    }

    @Test
    void aJobThatIsGoneBeforeItsTimeWithoutAByteIsNoReasonToPayOnceMore() throws Exception {
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
    void aJobThatIsStillListedAlthoughItsOutputIsGoneIsNotTakenForAnother() throws Exception {
        retrieve();
        glacier.simulator.inject(Fault.notFoundYet()
                .on(Operation.GET_JOB_OUTPUT)
                .job(job)
                .rangeStart(3L * MIB)
                .always());
        start("");
        awaitPayment();
        reports.awaitPolls();
        clock.advance(RETRIEVAL);

        assertWholeOutputForOnePayment();
    }

    @Test
    void aNewJobThatTheServiceDoesNotKnowYetIsWaitedFor() throws Exception {
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
    void theMemoryRepositoriesAreEnoughAsLongAsTheProcessLives() throws Exception {
        retrieve();
        expireAt(3);
        glacier.context.getRegistry().bind("reports", reports);
        String uri =
                glacier.consumerUri("reinitiateExpired=true&chunkSize=1048576&parallelism=1&exceptionHandler=#reports");
        glacier.context.getEndpoint(uri, GlacierJobEndpoint.class).setClock(clock);
        glacier.route(uri, this::take);
        await().atMost(SOON).until(() -> requests(Operation.INITIATE_JOB) > 0);
        reports.awaitPolls();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        reports.awaitPolls();

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void anIndexThatAnotherNodeOverwroteIsMadeGoodAtTheNextPoll() throws Exception {
        retrieve();
        failingChunk = 3;
        start("");
        reports.awaitReport();
        progress.states.put("begun/us-east-1/photos", "");

        await().atMost(SOON)
                .until(() -> !progress.states.get("begun/us-east-1/photos").isEmpty());
    }

    @Test
    void theOptionJobIdFollowsToo() throws Exception {
        retrieve();
        expireAt(3);
        start("&jobId=" + job);
        awaitPayment();
        clock.advance(RETRIEVAL);
        awaitChunks(CHUNKS);
        await().atMost(SOON).until(() -> progress.begun() == 0);

        assertThat(chunks()).isEqualTo(upTo(CHUNKS));
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }
}
