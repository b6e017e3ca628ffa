package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.JobParameters;

@Tag("core")
@Tag("tls")
class RetriesTest {

    private final Glacier glacier = new Glacier();
    private final GlacierClient insistent = GlacierClient.builder()
            .endpointOverride(glacier.simulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(to -> to.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
            .build();

    @AfterEach
    void close() {
        insistent.close();
        glacier.close();
    }

    private Exchange run(boolean userClient, String options) {
        glacier.context.getRegistry().bind("insistent", insistent);
        return glacier.request(
                glacier.uri(options + (userClient ? "&glacierClient=#insistent" : "")),
                exchange -> exchange.getMessage().setBody("text"));
    }

    private int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThrottledInitiationIsTriedAgainAndExecutedOnce(boolean userClient) {
        glacier.simulator.inject(Fault.throttling().times(2));

        Exchange exchange = run(userClient, "operation=initiateJob&jobType=inventory-retrieval");

        assertThat(exchange.getException()).isNull();
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(3);
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInitiationWithAnUnclearAnswerIsNotTriedAgain(boolean userClient) {
        for (Fault fault : new Fault[] {Fault.serviceUnavailable(), Fault.badGateway(), Fault.resetBeforeAnswer()}) {
            glacier.simulator.clearRequests();
            glacier.simulator.inject(fault.on(Operation.INITIATE_JOB));

            Exchange exchange = run(userClient, "operation=initiateJob&jobType=inventory-retrieval&maxRetries=1");

            assertThat(exchange.getException()).as(fault.toString()).isNotNull();
            assertThat(requests(Operation.INITIATE_JOB)).as(fault.toString()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInitiationWhoseAnswerWasLostIsExecutedOnce(boolean userClient) {
        glacier.simulator.inject(Fault.answerLost());

        Exchange exchange = run(userClient, "operation=initiateJob&jobType=inventory-retrieval");

        assertThat(exchange.getException()).isNull();
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void anSdkRequestWithRetriesOfItsOwnIsSentOnceToo() {
        glacier.simulator.inject(
                Fault.serviceUnavailable().on(Operation.INITIATE_JOB).always());
        InitiateJobRequest request = InitiateJobRequest.builder()
                .jobParameters(
                        JobParameters.builder().type("inventory-retrieval").build())
                .overrideConfiguration(
                        to -> to.addPlugin(config -> config.overrideConfiguration(config.overrideConfiguration()
                                .copy(own -> own.retryStrategy(AwsRetryStrategy.standardRetryStrategy())))))
                .build();

        Exchange exchange = glacier.request(glacier.uri("operation=initiateJob"), input -> input.getMessage()
                .setBody(request));

        assertThat(exchange.getException()).isNotNull();
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void describeJobAndListJobsAreTriedAgainAfterAShortFault(boolean userClient) {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 5), "");
        String job = glacier.simulator.addArchiveJob("photos", archive);
        for (Operation operation : new Operation[] {Operation.DESCRIBE_JOB, Operation.LIST_JOBS}) {
            glacier.simulator.inject(Fault.serviceUnavailable().on(operation).times(2));
            glacier.simulator.inject(Fault.resetBeforeAnswer().on(operation));
        }

        assertThat(run(userClient, "operation=describeJob&jobId=" + job).getException())
                .isNull();
        assertThat(run(userClient, "operation=listJobs").getException()).isNull();
        assertThat(requests(Operation.DESCRIBE_JOB)).isEqualTo(4);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(4);
    }

    @Test
    void aLastingFaultIsThrownUnchangedAfterMaxRetries() {
        glacier.simulator.inject(Fault.serviceUnavailable().always());

        Exchange exchange = run(true, "operation=listJobs&maxRetries=3");

        assertThat(exchange.getException()).hasMessageContaining("Service is unavailable");
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(4);
    }

    @Test
    void aRefusedRequestIsSentOnce() {
        glacier.simulator.inject(Fault.accessDenied());

        assertThat(run(false, "operation=listJobs").getException()).hasMessageContaining("not authorized");
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(1);
    }
}
