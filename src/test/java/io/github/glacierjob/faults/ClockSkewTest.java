package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.GlacierException;

/** The clock of the host is minutes off: the service refuses its signatures and sends its own time. */
class ClockSkewTest {

    private static final Duration OFF = Duration.ofMinutes(7);
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Instant serviceTime = Instant.now().plus(OFF);
    private final Glacier glacier = new Glacier(GlacierSimulator.builder().clock(new ManualClock(serviceTime)));
    private final String job = glacier.simulator.addArchiveJob(
            "photos", glacier.simulator.addArchive("photos", Content.seeded(1, 3 * MIB), ""));

    @BeforeEach
    @AfterEach
    void theSdkForgetsItsOffset() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                        "RequestTimeTooSkewed",
                        "RequestExpired",
                        "RequestInTheFuture",
                        "InvalidSignatureException",
                        "SignatureDoesNotMatch",
                        "AuthFailure")
                .flatMap(code -> Stream.of(
                        Arguments.of(code, Operation.LIST_JOBS, "operation=listJobs"),
                        Arguments.of(code, Operation.DESCRIBE_JOB, "operation=describeJob&jobId=JOB"),
                        Arguments.of(
                                code, Operation.INITIATE_JOB, "operation=initiateJob&jobType=inventory-retrieval")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRequestWithARefusedSignatureIsSentAgainWithTheTimeOfTheService(
            String code, Operation operation, String options) {
        glacier.simulator.inject(Fault.answer(403, code, "Signature expired").on(operation));

        Exchange exchange = glacier.request(glacier.uri(options.replace("JOB", job) + "&maxRetries=0"), in -> {});

        assertThat(exchange.getException()).isNull();
        assertSecondIsSignedWithTheServicesTime(operation);
    }

    @Test
    void aClientOfTheUserUsesTheTimeOfTheServiceToo() {
        try (GlacierClient client = GlacierClient.builder()
                .endpointOverride(glacier.simulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build()) {
            glacier.context.getRegistry().bind("own", client);
            glacier.simulator.inject(
                    Fault.answer(403, "RequestExpired", "Signature expired").on(Operation.LIST_JOBS));

            Exchange exchange =
                    glacier.request(glacier.uri("operation=listJobs&maxRetries=0&glacierClient=#own"), in -> {});

            assertThat(exchange.getException()).isNull();
            assertSecondIsSignedWithTheServicesTime(Operation.LIST_JOBS);
        }
    }

    @Test
    void aStreamSurvivesAClockChangeWhileItIsRead() throws Exception {
        glacier.simulator.inject(Fault.answer(403, "InvalidSignatureException", "Signature expired")
                .on(Operation.GET_JOB_OUTPUT)
                .after(1));

        Exchange exchange = glacier.request(
                glacier.uri("operation=getJobOutput&maxRetries=0&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME + "&jobId="
                        + job),
                in -> {});

        assertThat(exchange.getException()).isNull();
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(body.readAllBytes()).isEqualTo(Content.seeded(1, 3 * MIB).expected(0, 3 * MIB));
        }
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT))
                .filteredOn(request -> request.status() == 403)
                .hasSize(1);
    }

    @Test
    void aSignatureThatStaysWrongGivesTheErrorOfTheServiceAfterOneMoreTry() {
        glacier.simulator.inject(Fault.answer(403, "InvalidSignatureException", "wrong")
                .on(Operation.INITIATE_JOB)
                .always());

        Exchange exchange = glacier.request(glacier.uri("operation=initiateJob&jobType=inventory-retrieval"), in -> {});

        assertThat(exchange.getException()).isInstanceOf(GlacierException.class);
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(2);
    }

    private void assertSecondIsSignedWithTheServicesTime(Operation operation) {
        List<RecordedRequest> requests = glacier.simulator.requests(operation);
        assertThat(requests).hasSize(2);
        assertThat(Instant.from(SIGNED.parse(requests.get(1).header("x-amz-date"))))
                .isBetween(serviceTime.minusSeconds(60), serviceTime.plusSeconds(240));
    }
}
