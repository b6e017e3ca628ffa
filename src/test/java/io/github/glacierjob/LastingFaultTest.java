package io.github.glacierjob;

import static io.github.glacierjob.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** Faults that do not pass: nothing wrong is handed over, and each is reported once. */
@Tag("core")
class LastingFaultTest {

    private static final long SIZE = 4L * MIB + 123;

    private final Glacier glacier = new Glacier();
    private final Content content = Content.seeded(8, SIZE);
    private final String archive = glacier.simulator.addArchive("photos", content, null);
    private final String job = glacier.simulator.addArchiveJob("photos", archive);
    private final Consumption route = new Consumption(glacier);

    @AfterEach
    void close() {
        glacier.close();
    }

    /** In a stream the reader sees it as an IOException with the reason as its cause. */
    private Throwable reported(String mode) {
        Throwable report = route.reports.get(0);
        return mode.equals("stream") ? ((IOException) report).getCause() : report;
    }

    private InjectedFault atTheThirdRange(Fault fault) {
        return glacier.simulator.inject(fault.on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void aRangeThatNeverMatchesItsHashIsReportedOnceAndNeverHandedOver(String mode) throws Exception {
        atTheThirdRange(Fault.wrongChecksum().always());

        route.start("maxRetries=2&outputMode=" + mode);

        route.awaitReport();
        route.awaitPolls();
        assertThat(route.reports).hasSize(1);
        assertThat(reported(mode))
                .isInstanceOfSatisfying(TreeHashMismatchException.class, e -> assertThat(e.isWhole())
                        .isFalse())
                .hasMessageContaining("photos, job " + job + ", bytes=2097152-3145727: expected tree hash");
        byte[] seen = mode.equals("stream") ? route.lastBody() : route.bytes();
        assertThat(seen).isEqualTo(content.expected(0, 2L * MIB));
        assertThat(route.ranges(2).size()).isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void aWholeThatDoesNotMatchIsReportedOnceAndTheJobParked(String mode) throws Exception {
        glacier.simulator.spoilTreeHash(job);

        route.start("outputMode=" + mode);

        route.awaitReport();
        route.awaitPolls();
        assertThat(route.reports).hasSize(1);
        assertThat(reported(mode))
                .isInstanceOfSatisfying(TreeHashMismatchException.class, e -> assertThat(e.isWhole())
                        .isTrue())
                .hasMessageContaining("the whole output of " + SIZE + " bytes: expected tree hash");
        assertThat(route.bytes()).isEqualTo(content.expected(0, 4L * MIB));
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(5);
    }

    @Test
    void aParkedOutputIsTakenUpFromItsBeginningAtTheNextStart() throws Exception {
        glacier.simulator.spoilTreeHash(job);
        route.start("outputMode=chunks");
        route.awaitReport();

        glacier.context.getRouteController().stopRoute("jobs");
        glacier.context.getRouteController().startRoute("jobs");

        await().atMost(Glacier.SOON).until(() -> route.reports.size() == 2);
        assertThat(route.ranges(0)).hasSize(2);
        assertThat(route.bytes()).hasSize(8 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void withoutAnyChecksumRequiredRefusesBeforeTheFirstByte(String mode) throws Exception {
        glacier.simulator.inject(Fault.missingChecksum().always());

        route.start("checksumPolicy=required&outputMode=" + mode);

        route.awaitReport();
        route.awaitPolls();
        assertThat(route.messages).isEmpty();
        assertThat(route.reports).hasSize(1);
        assertThat(route.reports.get(0))
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining("job " + job)
                .hasMessageContaining("checksumPolicy=required");
    }

    @ParameterizedTest
    @CsvSource({
        "chunks, ifAvailable, whole",
        "chunks, none, length",
        "stream, ifAvailable, whole",
        "stream, none, length"
    })
    void withoutAnyChecksumTheOtherPoliciesSayWhatWasProved(String mode, String policy, String proof) throws Exception {
        glacier.simulator.inject(Fault.missingChecksum().always());

        route.start("checksumPolicy=" + policy + "&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        Message last = route.messages.get(route.messages.size() - 1);
        assertThat(last.getHeader(GlacierJobConstants.PROOF)).isEqualTo(proof);
        assertThat(route.messages.subList(0, route.messages.size() - 1))
                .allMatch(chunk -> chunk.getHeader(GlacierJobConstants.PROOF).equals("length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void withPolicyNoneWrongHashesDoNotMatter(String mode) throws Exception {
        glacier.simulator.spoilTreeHash(job);
        glacier.simulator.inject(Fault.wrongChecksum().always());

        route.start("checksumPolicy=none&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void anOutputThatExpiresInTheMiddleIsReportedOnce(String mode) throws Exception {
        atTheThirdRange(Fault.expired());

        route.start("parallelism=1&outputMode=" + mode);

        route.awaitReport();
        route.awaitPolls();
        assertThat(route.reports).hasSize(1);
        assertThat(reported(mode))
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining("job " + job + ", bytes=2097152-3145727")
                .hasMessageContaining("no longer has this output");
        assertThat(route.bytes()).isEqualTo(content.expected(0, 2L * MIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void whenTheTriesAreUsedUpTheOutputIsTakenUpAgainAtTheNextPoll(String mode) throws Exception {
        InjectedFault fault = atTheThirdRange(Fault.serviceUnavailable().always());
        route.start("maxRetries=1&outputMode=" + mode);
        route.awaitReport();
        route.awaitPolls();
        assertThat(route.reports).hasSize(1);

        fault.withdraw();

        await().atMost(Glacier.SOON).until(() -> endsWithTheArchive(mode));
        assertThat(route.reports).hasSize(1);
    }

    private boolean endsWithTheArchive(String mode) {
        byte[] came = mode.equals("stream") ? route.lastBody() : route.bytes();
        return came.length == SIZE && java.util.Arrays.equals(came, content.expected(0, SIZE));
    }

    @ParameterizedTest
    @CsvSource({"chunks, emit, 1", "stream, emit, 1", "chunks, ignore, 0", "stream, ignore, 0"})
    void aFailedJobIsEmittedAsItsDescriptionOrIgnored(String mode, String onFailedJob, int messages) throws Exception {
        glacier.simulator.failJob(job, "The archive\nis gone");

        route.start("onFailedJob=" + onFailedJob + "&outputMode=" + mode);

        await().atMost(Glacier.SOON).until(() -> route.messages.size() == messages);
        route.awaitPolls();
        assertThat(route.messages).hasSize(messages).allMatch(message -> message.getHeader(
                        GlacierJobConstants.STATUS_CODE)
                .equals("Failed"));
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void whatTheServiceSaysOfAFailedJobCannotForgeALineOfTheLog() throws Exception {
        glacier.simulator.failJob(job, "gone\nERROR all is lost");

        route.start("outputMode=chunks");

        route.awaitReport();
        assertThat(route.reports.get(0)).hasMessageContaining("gone\\u000aERROR");
    }

    @ParameterizedTest
    @CsvSource({"chunks, false", "stream, false", "chunks, true", "stream, true"})
    void withoutRetriesEachRangeIsOneRequestWhateverTheClientWouldDo(String mode, boolean userClient) throws Exception {
        atTheThirdRange(Fault.serviceUnavailable().always());
        try (GlacierClient insistent = insistentClient()) {
            glacier.context.getRegistry().bind("insistent", insistent);
            route.start(
                    "maxRetries=0&delay=60000&outputMode=" + mode + (userClient ? "&glacierClient=#insistent" : ""));
            route.awaitReport();
            glacier.context.stop();
        }

        assertThat(route.ranges(2)).hasSize(1);
    }

    private GlacierClient insistentClient() {
        return GlacierClient.builder()
                .endpointOverride(glacier.simulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .overrideConfiguration(to -> to.retryStrategy(AwsRetryStrategy.legacyRetryStrategy()))
                .build();
    }
}
