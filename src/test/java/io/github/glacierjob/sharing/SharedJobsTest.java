package io.github.glacierjob.sharing;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.internal.ledger.Claims;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.repository.ClaimsByClock;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.JobNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Two nodes share the jobs of a vault through a database. The test decides how much time passes for their claims. */
@Timeout(180)
class SharedJobsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AGE = Duration.ofSeconds(1);

    /** No heartbeat is sent within a test. */
    private static final Duration LONG_AGE = Duration.ofHours(1);

    private final Glacier glacier = new Glacier();
    private final Consumption reports = new Consumption(glacier);
    private final AtomicLong nanoTime = new AtomicLong();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Integer> first = new CopyOnWriteArrayList<>();
    private final List<Integer> second = new CopyOnWriteArrayList<>();
    private Database database;
    private JobNode holder;
    private JobNode other;

    private void nodes(Database.Kind kind, Duration age) throws SQLException {
        database = new Database(kind);
        holder = new JobNode(database.source, nanoTime::get, age);
        other = new JobNode(database.source, nanoTime::get, age);
    }

    @AfterEach
    void close() throws SQLException {
        goOn.countDown();
        holder.close();
        other.close();
        glacier.close();
        database.close();
    }

    private String sixChunks() {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(7, 6L * MIB), "");
        return glacier.simulator.vaultArn("photos") + "/jobs/" + glacier.simulator.addArchiveJob("photos", archive);
    }

    /** The holder keeps the second chunk in its route until the test releases it. */
    private void startBoth() throws Exception {
        holder.context.getRegistry().bind("reports", reports);
        start(holder, "&exceptionHandler=#reports", first);
        assertThat(held.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        start(other, "", second);
    }

    private void start(JobNode node, String options, List<Integer> indexes) throws Exception {
        node.consume(
                JobNode.uri(glacier.simulator.endpoint()),
                "&inProgressRepository=#claims" + options,
                exchange -> note(exchange, indexes));
    }

    private void note(Exchange exchange, List<Integer> indexes) throws InterruptedException {
        indexes.add(JobNode.index(exchange));
        if (indexes == first && indexes.size() == 2) {
            held.countDown();
            goOn.await();
        }
    }

    private long beats() {
        return ClaimsByClock.beat(other.claims);
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aVerySlowOutputStaysWithItsNode(Database.Kind kind) throws Exception {
        nodes(kind, AGE);
        String key = sixChunks();
        startBoth();

        for (int halfAges = 0; halfAges < 8; halfAges++) {
            long before = beats();
            nanoTime.addAndGet(AGE.toNanos() / 2);
            await().atMost(SOON).until(() -> beats() > before);
        }
        goOn.countDown();

        await().atMost(SOON).until(() -> other.consumed.contains(key) && !other.claims.contains(key));
        assertThat(first).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(second).isEmpty();
        assertThat(reports.reports).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNodeThatWakesUpAfterItsJobWasTakenOverCommitsNothingAndReportsIt(Database.Kind kind) throws Exception {
        nodes(kind, LONG_AGE);
        String key = sixChunks();
        startBoth();

        other.claims.round();
        nanoTime.addAndGet(LONG_AGE.toNanos());
        other.claims.round();
        await().atMost(SOON).until(() -> other.consumed.contains(key) && !other.claims.contains(key));
        assertThat(second).containsExactly(1, 2, 3, 4, 5);
        String done = other.progress.getState(key);
        goOn.countDown();

        await().atMost(SOON).until(() -> !reports.reports.isEmpty());
        assertThat(reports.reports)
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessageContaining(key).hasMessageContaining("lost"));
        assertThat(first).containsExactly(0, 1);
        assertThat(other.progress.getState(key)).isEqualTo(done);
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNodeThatLosesItsJobBetweenTwoMessagesSendsNoMore(Database.Kind kind) throws Exception {
        nodes(kind, LONG_AGE);
        sixChunks();
        goOn.countDown();
        other.claims.start();
        holder.context.getRegistry().bind("reports", reports);
        holder.context.getRegistry().unbind("progress");
        holder.context.getRegistry().bind("progress", new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                super.setState(key, value);
                other.claims.round();
                nanoTime.addAndGet(LONG_AGE.toNanos());
                other.claims.round();
                other.claims.add(key);
            }
        });
        start(holder, "&exceptionHandler=#reports", first);

        await().atMost(SOON).until(() -> !reports.reports.isEmpty());
        assertThat(first).containsExactly(0);
    }

    private static CompletedJob job() {
        return new CompletedJob(GlacierJobDescription.builder()
                .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                .jobId("job")
                .completed(true)
                .build());
    }

    private static JobLedger ledger(JobNode node) throws Exception {
        GlacierJobConfiguration options = new GlacierJobConfiguration();
        options.setProgressRepository(node.progress);
        options.setIdempotentRepository(node.consumed);
        options.setInProgressRepository(node.claims);
        JobLedger ledger = new JobLedger(options);
        ledger.start(node.context);
        node.context.start();
        return ledger;
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aJobThatAnotherNodeConsumedAfterTheListingIsNotClaimed(Database.Kind kind) throws Exception {
        nodes(kind, LONG_AGE);
        JobLedger here = ledger(holder);
        JobLedger there = ledger(other);
        assertThat(here.isConsumed(job())).isFalse();

        Optional<Claims.Claim> claim = there.claim(job());
        there.record(job());
        claim.orElseThrow().close();

        assertThat(here.claim(job())).isEmpty();
        assertThat(here.claimed(List.of(job().key()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aJobThatADeadNodeHadFinishedIsNotClaimed(Database.Kind kind) throws Exception {
        nodes(kind, LONG_AGE);
        JobLedger here = ledger(holder);
        ledger(other);
        other.progress.setState(job().key(), Progress.done(1).encode());

        assertThat(here.claim(job())).isEmpty();
        assertThat(here.isConsumed(job())).isTrue();
        assertThat(here.claimed(List.of(job().key()))).isEmpty();
    }
}
