package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
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

/** Tests what happens to an output after a lasting fault. */
@Tag("core")
@Tag("tls")
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

    private InjectedFault atTheThirdRange(Fault fault) {
        return glacier.simulator.inject(fault.on(Operation.GET_JOB_OUTPUT).rangeStart(2L * MIB));
    }

    @Test
    void aParkedOutputStartsFromItsBeginningAtTheNextStart() throws Exception {
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
    void withPolicyNoneWrongHashesAreIgnored(String mode) throws Exception {
        glacier.simulator.spoilTreeHash(job);
        glacier.simulator.inject(Fault.wrongChecksum().always());

        route.start("checksumPolicy=none&outputMode=" + mode);

        route.awaitBytes(SIZE);
        assertThat(route.bytes()).isEqualTo(content.expected(0, SIZE));
        assertThat(route.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void afterTheLastRetryTheOutputIsTriedAgainAtTheNextPoll(String mode) throws Exception {
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
    void aFailedJobIsIgnoredOrEmittedAsItsDescription(String mode, String onFailedJob, int messages) throws Exception {
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
    void theStatusMessageOfAFailedJobCannotForgeALogLine() throws Exception {
        glacier.simulator.failJob(job, "gone\nERROR all is lost");

        route.start("outputMode=chunks");

        route.awaitReport();
        assertThat(route.reports.get(0)).hasMessageContaining("gone\\u000aERROR");
    }

    @ParameterizedTest
    @CsvSource({"chunks, false", "stream, false", "chunks, true", "stream, true"})
    void withoutRetriesEachRangeIsOneRequestEvenIfTheClientRetries(String mode, boolean userClient) throws Exception {
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
