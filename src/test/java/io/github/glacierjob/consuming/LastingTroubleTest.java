package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lasting faults must be reported, and must not block a consumer forever. */
class LastingTroubleTest {

    private static final Content CONTENT = Content.seeded(5, 3 * MIB);
    private static final Duration RETRIEVAL = Duration.ofHours(4);

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().clock(clock).archiveJobDuration(Tier.STANDARD, RETRIEVAL));
    private final Consumption route = new Consumption(glacier);
    private final String job =
            glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));

    @AfterEach
    void close() {
        glacier.close();
    }

    private GlacierJobConsumer consumer() {
        return (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
    }

    private void start(String options) throws Exception {
        glacier.context.getRegistry().bind("clock", clock);
        route.start("clock=#clock&parallelism=2&" + options);
    }

    /** A node died, and its repository has no heartbeats, so nobody will ever release the claim. */
    @Test
    void anOutputUnderThePermanentClaimOfADeadNodeIsReportedWhenItIsLost() throws Exception {
        clock.advance(RETRIEVAL);
        MemoryIdempotentRepository claims = new MemoryIdempotentRepository();
        claims.start();
        claims.add(glacier.simulator.vaultArn("photos") + "/jobs/" + job);
        glacier.context.getRegistry().bind("claims", claims);
        start("inProgressRepository=#claims");
        route.awaitPolls();
        clock.advance(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));
        route.awaitPolls();
        assertThat(route.reports)
                .as("its node may still be at its last message")
                .isEmpty();

        clock.advance(CompletedJob.OUTPUT_LIFETIME);
        route.awaitReport();
        route.awaitPolls();

        assertThat(route.reports).singleElement().satisfies(report -> assertThat(report)
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining(job)
                .hasMessageContaining("claim"));
        assertThat(consumer().getLostOutputs()).isEqualTo(1);
        assertThat(route.messages).isEmpty();
    }

    /** One short listing proves nothing, especially if the list does not show when a job ended. */
    @Test
    void anOutputWithoutADateThatIsMissingInOneListingIsNotReportedAsLost() throws Exception {
        glacier.simulator.completeJob(job);
        String listed = glacier.request(glacier.uri("operation=listJobs"), in -> {})
                .getMessage()
                .getBody(String.class)
                .replaceAll("\"CompletionDate\":\"[^\"]*\"", "\"CompletionDate\":\"soon\"");
        glacier.restart();
        MemoryIdempotentRepository claims = new MemoryIdempotentRepository();
        claims.start();
        String key = glacier.simulator.vaultArn("photos") + "/jobs/" + job;
        claims.add(key);
        glacier.context.getRegistry().bind("claims", claims);
        var list = glacier.simulator.inject(Fault.rawAnswer(200, "application/json", listed)
                .on(Operation.LIST_JOBS)
                .always());
        start("inProgressRepository=#claims");
        route.awaitPolls();
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .always());
        list.withdraw();
        claims.remove(key);
        route.awaitPolls();

        assertThat(route.reports).isEmpty();
        assertThat(consumer().getLostOutputs()).isZero();
        glacier.simulator.clearFaults();
        route.awaitBytes(3 * MIB);
    }

    /** The user may set any wait between two tries; a stop must end it. */
    @Test
    @Timeout(120)
    void aStopEndsTheWaitOfAPollThatTheServiceThrottles() throws Exception {
        glacier.simulator.inject(Fault.throttling().on(Operation.LIST_JOBS).always());
        glacier.context.getShutdownStrategy().setTimeout(5);
        glacier.context.getRegistry().bind("reports", route);
        glacier.route(
                glacier.uri("initialDelay=0&delay=50&maxRetries=1000&retryDelay=3600000&maxRetryDelay=3600000"
                        + "&exceptionHandler=#reports"),
                exchange -> {});
        await().atMost(SOON)
                .until(() -> !glacier.simulator.requests(Operation.LIST_JOBS).isEmpty());

        glacier.context.stop();

        assertThat(glacier.context.isStopped()).isTrue();
        await().atMost(SOON).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("glacier-job://photos")));
    }
}
