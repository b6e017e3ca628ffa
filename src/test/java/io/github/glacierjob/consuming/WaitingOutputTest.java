package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsole;
import io.github.glacierjob.GlacierJobConstants;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests outputs that wait for a slot behind a slow route: a wanted output that is lost must be reported. */
class WaitingOutputTest {

    private static final int JOBS = 4;
    private static final Duration RETRIEVAL = Duration.ofHours(4);

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().clock(clock).archiveJobDuration(Tier.STANDARD, RETRIEVAL));
    private final Consumption reports = new Consumption(glacier);
    private final List<String> jobs = new ArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private GlacierJobConsumer consumer;

    @AfterEach
    void close() {
        goOn.countDown();
        glacier.close();
    }

    private void retrieve() {
        for (int i = 0; i < JOBS; i++) {
            jobs.add(glacier.simulator.addArchiveJob(
                    "photos", glacier.simulator.addArchive("photos", Content.seeded(i, MIB), "")));
        }
        clock.advance(RETRIEVAL);
    }

    /** The route holds the first message until the test releases it. */
    private void consume(String options) throws Exception {
        glacier.context.getRegistry().bind("clock", clock);
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(
                glacier.consumerUri("clock=#clock&exceptionHandler=#reports&chunkSize=1048576" + options), this::take);
        consumer = (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> delivered.size() == 1);
        await().atMost(SOON).until(() -> consumer.getWaitingJobs() == JOBS - 1);
    }

    private void take(Exchange exchange) throws InterruptedException {
        delivered.add(exchange.getMessage().getHeader(GlacierJobConstants.ID, String.class));
        goOn.await(60, TimeUnit.SECONDS);
    }

    private HealthCheck.Result health() {
        return ((HealthCheckAware) consumer).getHealthCheck().call();
    }

    private void pass(Duration time) {
        clock.advance(time);
        reports.awaitPolls();
    }

    @Test
    void outputsThatExpireBeforeTheirFirstByteAreReportedOnceAndCounted() throws Exception {
        retrieve();
        consume("");
        pass(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));
        await().atMost(SOON).until(() -> reports.reports.size() == JOBS - 1);
        reports.awaitPolls();

        assertThat(reports.reports).hasSize(JOBS - 1).allSatisfy(report -> assertThat(report)
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining("photos"));
        jobs.stream().filter(job -> !delivered.contains(job)).forEach(lost -> assertThat(reports.reports)
                .anyMatch(report -> report.getMessage().contains(lost)));
        assertThat(consumer.getLostOutputs()).isEqualTo(JOBS - 1);
        assertThat(health().getDetails()).containsEntry("lostOutputs", (long) JOBS - 1);
        GlacierJobConsole console = new GlacierJobConsole();
        console.setCamelContext(glacier.context);
        assertThat(console.doCallText(Map.of())).contains("lostOutputs: " + (JOBS - 1));
    }

    @Test
    void waitingOutputsAreShownAsLateBeforeTheyExpire() throws Exception {
        retrieve();
        consume("");
        assertThat(consumer.getLateOutputs()).isZero();
        pass(Duration.ofHours(23).plusMinutes(30));

        String waiting = jobs.stream()
                .filter(job -> !delivered.contains(job))
                .findFirst()
                .orElseThrow();
        assertThat(consumer.getLateOutputs()).isGreaterThanOrEqualTo(JOBS - 1);
        assertThat(health().getDetails().get("late." + waiting).toString()).contains("waits for a slot", "expires at");
        assertThat(consumer.getLostOutputs()).isZero();
    }

    @Test
    void anOutputThatIsMissingInOneListingIsNotLost() throws Exception {
        retrieve();
        consume("");
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .times(3));
        reports.awaitPolls();
        goOn.countDown();
        await().atMost(SOON).until(() -> delivered.size() == JOBS);

        assertThat(reports.reports).isEmpty();
        assertThat(consumer.getLostOutputs()).isZero();
    }

    @Test
    void anOutputThatExpiresDuringTheRouteIsReportedAndCountedOnce() throws Exception {
        retrieve();
        glacier.simulator.inject(
                Fault.expired().on(Operation.GET_JOB_OUTPUT).job(jobs.get(0)).times(1));
        goOn.countDown();
        glacier.context.getRegistry().bind("clock", clock);
        glacier.context.getRegistry().bind("reports", reports);
        glacier.route(glacier.consumerUri("clock=#clock&exceptionHandler=#reports&chunkSize=1048576"), this::take);
        consumer = (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> delivered.size() == JOBS - 1);
        reports.awaitReport();
        pass(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));
        await().atMost(SOON).until(() -> consumer.getLostOutputs() == 1);
        reports.awaitPolls();

        assertThat(reports.reports).hasSize(1);
        assertThat(consumer.getLostOutputs()).isEqualTo(1);
    }

    @Test
    void outputsThatExpireBeforeTheirFirstByteAreRequestedAgain() throws Exception {
        retrieve();
        consume("&reinitiateExpired=true");
        pass(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));
        goOn.countDown();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.INITIATE_JOB).size() == JOBS - 1);
        pass(RETRIEVAL);
        await().atMost(SOON).until(() -> delivered.size() == JOBS);
        reports.awaitPolls();

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(reports.reports).isEmpty();
        assertThat(consumer.getLostOutputs()).isZero();
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).hasSize(JOBS - 1);
    }

    @Test
    void unwantedOutputsAreNeitherReportedAsLostNorRequestedAgain() throws Exception {
        retrieve();
        glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(9, MIB), ""), "of another application");
        clock.advance(RETRIEVAL);
        consume("&reinitiateExpired=true&jobFilter=RAW(${body.jobDescription} == null)");
        goOn.countDown();
        await().atMost(SOON).until(() -> delivered.size() == JOBS);
        pass(CompletedJob.OUTPUT_LIFETIME.plusMinutes(1));

        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
        assertThat(consumer.getLostOutputs()).isZero();
        assertThat(reports.reports).isEmpty();
    }
}
