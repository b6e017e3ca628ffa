package io.github.glacierjob.internal.initiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.figures.Counters;
import io.github.glacierjob.internal.listing.Listings;
import io.github.glacierjob.internal.service.GlacierJobs;
import io.github.glacierjob.internal.service.RetryPolicy;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glacier.GlacierClient;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;

/** Tests what an initiation remembers, and when a request is sent again. */
class InitiatorTest {

    private final ManualClock clock = new ManualClock();
    private final ManualClock local = new ManualClock();
    private Duration elapsed = Duration.ZERO;
    private final GlacierSimulator simulator =
            GlacierSimulator.builder().clock(clock).start();
    private final GlacierClient client = GlacierClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(simulator.endpoint())
            .credentialsProvider(() -> AwsBasicCredentials.create("a", "s"))
            .build();
    private final GlacierJobs jobs =
            new GlacierJobs(client, new RetryPolicy(1, Duration.ZERO, Duration.ZERO), wait -> {}, Counters.NONE);
    private final Initiator initiator = initiator(local);
    private final Memory memory = new Memory();
    private final String archive = archive();

    private Initiator initiator(InstantSource by) {
        return new Initiator(jobs, new Listings(jobs, by, () -> elapsed.toNanos()), by, () -> elapsed.toNanos());
    }

    private static final class Memory implements OrderHistory {
        private Sent last;

        @Override
        public Optional<Sent> last() {
            return Optional.ofNullable(last);
        }

        @Override
        public void remember(Sent sent) {
            last = sent;
        }

        @Override
        public void forget() {
            last = null;
        }

        @Override
        public Optional<Instant> redelivered() {
            return Optional.empty();
        }
    }

    private String archive() {
        simulator.createVault("photos");
        return simulator.addArchive("photos", Content.of("x"), null);
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private JobOrder order() {
        InitiateJobRequest request = InitiateJobRequest.builder()
                .accountId("-")
                .vaultName("photos")
                .jobParameters(to -> to.type("archive-retrieval").archiveId(archive))
                .build();
        return new JobOrder(request, List.of(), Optional.empty());
    }

    private void pass(Duration time) {
        local.advance(time);
        elapsed = elapsed.plus(time);
    }

    private void mayExist() {
        assertThatThrownBy(() -> initiator.initiate(order(), memory)).isInstanceOf(JobMayExistException.class);
    }

    private void theListShowsNothing(int times) {
        simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .times(times));
    }

    @Test
    void theListIsTrustedAfterTheSettlingTime() {
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));
        mayExist();
        pass(Initiator.SETTLED.minusMillis(1));
        mayExist();
        assertThat(simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
        pass(Duration.ofMillis(1));

        assertThat(initiator.initiate(order(), memory).reused()).isFalse();
        assertThat(simulator.requests(Operation.INITIATE_JOB)).hasSize(2);
        assertThat(simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void aClockSetBackAfterTheRequestDoesNotHideTheJob() {
        simulator.inject(Fault.answerLost());
        Iterator<Instant> times =
                Stream.iterate(local.instant(), time -> time.minusSeconds(60)).iterator();

        JobOrder.Result found = initiator(times::next).initiate(order(), memory);

        assertThat(found.answer().jobId())
                .isEqualTo(simulator.jobs("photos").get(0).id());
        assertThat(simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
    }

    @Test
    void aMachineThatSleptAfterTheRequestStillFindsTheJob() {
        simulator.inject(Fault.answerLost());
        simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS));
        mayExist();
        local.advance(Duration.ofHours(3));
        clock.advance(Duration.ofHours(3));

        assertThat(initiator.initiate(order(), memory).answer().jobId())
                .isEqualTo(simulator.jobs("photos").get(0).id());
        assertThat(simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
    }

    @Test
    void aClockSetForwardDoesNotEndTheSettlingTime() {
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));
        mayExist();
        local.set(local.instant().plus(Initiator.SETTLED.multipliedBy(2)));

        mayExist();
        assertThat(simulator.requests(Operation.INITIATE_JOB)).hasSize(1);
    }

    @Test
    void aJobIsRecognisedWhenTheClocksHaveDriftedApart() {
        simulator.inject(Fault.answerLost());
        theListShowsNothing(2);
        mayExist();
        clock.advance(Duration.ofHours(6));

        JobOrder.Result found = initiator.initiate(order(), memory);

        assertThat(found.answer().jobId())
                .isEqualTo(simulator.jobs("photos").get(0).id());
        assertThat(simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void aRequestThatWasNotExecutedIsForgotten() {
        simulator.inject(Fault.accessDenied());

        assertThatThrownBy(() -> initiator.initiate(order(), memory)).hasMessageContaining("not authorized");
        assertThat(memory.last()).isEmpty();
    }

    @Test
    void aJobBelongsToOneMessage() {
        simulator.inject(Fault.answerLost());
        String first = initiator.initiate(order(), memory).answer().jobId();
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB));

        assertThatThrownBy(() -> initiator.initiate(order(), new Memory())).isInstanceOf(JobMayExistException.class);
        assertThat(simulator.jobs("photos")).extracting("id").containsExactly(first);
    }

    @Test
    void aStopBeforeTheAnswerLeavesTheRequestOpen() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> initiator.initiate(order(), memory)).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(memory.last()).isPresent();
    }
}
