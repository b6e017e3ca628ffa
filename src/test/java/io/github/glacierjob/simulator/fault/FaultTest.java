package io.github.glacierjob.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glacier.model.GlacierException;
import software.amazon.awssdk.services.glacier.model.InsufficientCapacityException;
import software.amazon.awssdk.services.glacier.model.PolicyEnforcedException;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class FaultTest extends AbstractSimulatorTest {
    private static final Content CONTENT = Content.seeded(11, 2L * MIB + 10);

    private String archiveId;
    private String jobId;

    @BeforeEach
    void addJob() {
        archiveId = simulator.addArchive(VAULT, CONTENT, null);
        jobId = simulator.addArchiveJob(VAULT, archiveId);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        Fault.throttling(),
                        400,
                        "{\"message\":\"Rate exceeded\",\"code\":\"ThrottlingException\",\"type\":\"Client\"}"),
                Arguments.of(
                        Fault.tooManyRequests(),
                        429,
                        "{\"message\":\"Rate exceeded\",\"code\":\"ThrottlingException\",\"type\":\"Client\"}"),
                Arguments.of(
                        Fault.serviceUnavailable(),
                        500,
                        "{\"code\":\"ServiceUnavailableException\",\"message\":\"Service is unavailable. Please try"
                                + " again later.\",\"type\":\"Server\"}"),
                Arguments.of(Fault.emptyServiceUnavailable(), 503, ""),
                Arguments.of(Fault.badGateway(), 502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
                Arguments.of(
                        Fault.accessDenied(),
                        403,
                        error("AccessDeniedException", "User is not authorized to perform this operation")),
                Arguments.of(
                        Fault.expiredToken(),
                        403,
                        error("ExpiredTokenException", "The security token included in the request is expired")),
                Arguments.of(Fault.requestTimeout(), 408, error("RequestTimeoutException", "The request timed out.")),
                Arguments.of(Fault.answer(418, "Any", "thing"), 418, error("Any", "thing")),
                Arguments.of(Fault.rawAnswer(599, "text/plain", "raw"), 599, "raw"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFaultReplacesTheAnswerOnce(Fault fault, int status, String body) {
        simulator.inject(fault);

        HttpResponse<String> answer = get("/-/vaults/photos");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(get("/-/vaults/photos").statusCode()).isEqualTo(200);
    }

    private void initiateJob() {
        client.initiateJob(r -> r.vaultName(VAULT)
                .jobParameters(p -> p.type("archive-retrieval").archiveId(archiveId)));
    }

    @Test
    void anInitiationIsRefusedForLackOfCapacityOrByPolicy() {
        simulator.inject(Fault.insufficientCapacity());
        simulator.inject(Fault.policyEnforced());

        assertThatThrownBy(this::initiateJob)
                .isInstanceOf(InsufficientCapacityException.class)
                .matches(e -> ((GlacierException) e).statusCode() == 503);
        assertThatThrownBy(this::initiateJob).isInstanceOf(PolicyEnforcedException.class);
        assertThat(simulator.jobs(VAULT)).hasSize(1);
    }

    @Test
    void aResetBeforeTheAnswerExecutesNothing() {
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));

        assertThatThrownBy(this::initiateJob).isInstanceOf(SdkClientException.class);

        assertThat(simulator.jobs(VAULT)).hasSize(1);
        assertThat(simulator.requests(Operation.INITIATE_JOB))
                .singleElement()
                .matches(request -> request.status() == 0);
    }

    @Test
    void anAnswerIsLostAfterTheInitiationOfTheJob() {
        simulator.inject(Fault.answerLost());

        assertThatThrownBy(this::initiateJob).isInstanceOf(SdkClientException.class);

        assertThat(simulator.jobs(VAULT)).hasSize(2);
    }

    @Test
    void anAnswerIsDelayed() {
        simulator.inject(Fault.stallBeforeAnswer(Duration.ofMillis(150)).on(Operation.DESCRIBE_VAULT));
        long begun = System.nanoTime();

        assertThat(get("/-/vaults/photos").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(140));
    }

    @Test
    void aJobFailsAtTheEndOfItsDuration() {
        restart(GlacierSimulator.builder().archiveJobDuration(Tier.STANDARD, Duration.ofHours(4)));
        simulator.addArchive(VAULT, CONTENT, null, archiveId);
        simulator.inject(Fault.failedJob());
        initiateJob();
        assertThat(simulator.jobs(VAULT).get(0).statusCode()).isEqualTo("InProgress");

        simulator.clock().advance(Duration.ofHours(4));

        assertThat(simulator.jobs(VAULT).get(0).statusCode()).isEqualTo("Failed");
    }

    @Test
    void anExpiredJobStaysGone() {
        simulator.inject(Fault.expired().on(Operation.GET_JOB_OUTPUT));

        assertThatThrownBy(() -> download(jobId, null)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.describeJob(r -> r.vaultName(VAULT).jobId(jobId)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(client.listJobs(r -> r.vaultName(VAULT)).jobList()).isEmpty();
    }

    @Test
    void anUnknownJobCannotExpire() {
        simulator.inject(Fault.expired().always());

        assertThat(get("/-/vaults/photos/jobs/none").statusCode()).isEqualTo(404);
        assertThat(get("/-/vaults/none/jobs/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aNewJobIsNotFoundYet() {
        simulator.inject(Fault.notFoundYet().times(2));

        for (int i = 0; i < 2; i++) {
            assertThat(get("/-/vaults/photos/jobs/" + jobId).body())
                    .isEqualTo(error("ResourceNotFoundException", "The job ID was not found: " + jobId));
        }
        assertThat(client.describeJob(r -> r.vaultName(VAULT).jobId(jobId)).completed())
                .isTrue();
    }

    @Test
    void theTreeHashOfAJobStaysWrong() {
        simulator.inject(Fault.wrongTreeHash());
        initiateJob();
        simulator.spoilTreeHash(jobId);

        assertThat(client.listJobs(r -> r.vaultName(VAULT)).jobList())
                .hasSize(2)
                .allMatch(job -> !job.sha256TreeHash().equals(CONTENT.treeHash()))
                .allMatch(job -> job.archiveSHA256TreeHash().equals(CONTENT.treeHash()));
    }

    private String statuses(int requests) {
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            statuses.append(get("/-/vaults/photos").statusCode() == 200 ? '.' : 'x');
        }
        return statuses.toString();
    }

    @Test
    void faultsFollowTheirSchedule() {
        InjectedFault late = simulator.inject(Fault.badGateway().after(2).times(3));
        assertThat(statuses(7)).isEqualTo("..xxx..");
        assertThat(late.happened()).isEqualTo(3);

        InjectedFault third = simulator.inject(Fault.badGateway().every(3));
        assertThat(statuses(7)).isEqualTo("..x..x.");
        third.withdraw();
        assertThat(statuses(4)).isEqualTo("....");

        simulator.inject(Fault.badGateway().always());
        assertThat(statuses(4)).isEqualTo("xxxx");
        simulator.clearFaults();
        assertThat(statuses(2)).isEqualTo("..");
    }

    @Test
    void aSeededProbabilityIsTheSameInEveryRun() {
        InjectedFault first = simulator.inject(Fault.badGateway().probability(0.5, 7));
        String once = statuses(40);
        first.withdraw();
        simulator.inject(Fault.badGateway().probability(0.5, 7));

        assertThat(statuses(40)).isEqualTo(once).contains("x", ".");
    }

    @Test
    void severalFaultsOfOneRequestAreAppliedInOrder() {
        simulator.inject(Fault.badGateway());
        simulator.inject(Fault.emptyServiceUnavailable());

        assertThat(get("/-/vaults/photos").statusCode()).isEqualTo(502);
        assertThat(get("/-/vaults/photos").statusCode()).isEqualTo(503);
        assertThat(get("/-/vaults/photos").statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultIsBoundToVaultJobAndRange() {
        String other = simulator.addArchiveJob(VAULT, archiveId);
        simulator.inject(Fault.badGateway()
                .on(Operation.GET_JOB_OUTPUT)
                .vault(VAULT)
                .job(jobId)
                .rangeStart(MIB));
        simulator.inject(Fault.badGateway().vault("elsewhere"));

        assertThat(outputOf(other, "bytes=1048576-1048579").statusCode()).isEqualTo(206);
        assertThat(outputOf(jobId, "bytes=0-3").statusCode()).isEqualTo(206);
        assertThat(outputOf(jobId, "bytes=1048576-1048579").statusCode()).isEqualTo(502);
    }
}
