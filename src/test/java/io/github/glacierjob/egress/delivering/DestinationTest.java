package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressConsumer;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures of one archive are distinguished from failures of the destination by the results of the other archives. */
class DestinationTest {

    private ReadyVault vault;
    private final Sink sink = new Sink();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private GlacierEgressConsumer consumer() {
        return (GlacierEgressConsumer) vault.glacier.context.getRoute("egress").getConsumer();
    }

    private void advance(Duration time) {
        vault.glacier.simulator.clock().advance(time);
    }

    private List<String> ready(int count) throws Exception {
        List<String> archives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            archives.add(vault.ready(i, 10));
        }
        return archives;
    }

    private void awaitDown() {
        await().atMost(SOON).until(() -> consumer().isSinkDown());
        awaitIdle();
    }

    private void awaitIdle() {
        await().atMost(SOON).until(() -> consumer().getRunningArchives() == 0);
    }

    private HealthCheck.Result health() {
        return consumer().getHealthCheck().call();
    }

    @Test
    void noArchiveFailsDuringAnHourWithoutTheDestination() throws Exception {
        List<String> archives = ready(9);
        sink.refused = name -> true;
        vault.route(vault.onTheClock("concurrentJobs=3"), sink);
        awaitDown();
        assertThat(sink.attempts).doesNotHaveDuplicates();
        int first = sink.attempts.size();

        for (int probe = 1; probe <= 12; probe++) {
            advance(Duration.ofMinutes(5));
            sink.awaitAttempts(first + probe);
            awaitIdle();
        }
        assertThat(sink.attempts).hasSize(first + 12);
        for (String archive : archives) {
            assertThat(vault.state(archive)).isEqualTo("READY");
            assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");
        }

        sink.refused = name -> false;
        advance(Duration.ofMinutes(5));
        vault.awaitState("DELIVERED", archives.toArray(String[]::new));
    }

    @Test
    void whileTheDestinationIsDownNothingIsOrderedAndHealthNamesIt() throws Exception {
        List<String> archives = ready(3);
        String listed = vault.ready(9, 10);
        ofAnotherNode(listed);
        sink.refused = name -> true;
        vault.route(vault.onTheClock("concurrentJobs=2"), sink);
        awaitDown();
        neverOrdered(listed);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElse("")).contains("The destination accepts no archive");
        for (int probe = 1; probe <= 3; probe++) {
            int before = sink.attempts.size();
            advance(Duration.ofMinutes(5));
            sink.awaitAttempts(before + 1);
            awaitIdle();
        }
        assertThat(vault.state(listed)).isEqualTo("LISTED");

        sink.refused = name -> false;
        advance(Duration.ofMinutes(5));
        vault.awaitState("DELIVERED", archives.toArray(String[]::new));
        await().atMost(SOON).until(() -> !vault.state(listed).equals("LISTED"));
        assertThat(consumer().isSinkDown()).isFalse();
        await().atMost(SOON).until(() -> health().getState() == HealthCheck.State.UP);
    }

    private void ofAnotherNode(String archive) throws Exception {
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = 'other', BEAT_AT = CURRENT_TIMESTAMP WHERE ARCHIVE_ID = ?",
                archive);
    }

    private void neverOrdered(String archive) throws Exception {
        vault.glacier.simulator.expireJob(vault.column(archive, "JOB_ID"));
        vault.update(
                "UPDATE GLACIER_EGRESS_ARCHIVE SET STATE = 'LISTED', JOB_ID = NULL, ORDERS = 0, NODE = NULL"
                        + " WHERE ARCHIVE_ID = ?",
                archive);
    }

    @Test
    void anArchiveWhoseRouteAlwaysFailsBecomesFailedAndTheOthersAreDelivered() throws Exception {
        String bad = vault.ready(1, 10);
        List<String> good = List.of(vault.ready(2, 10), vault.ready(3, 10), vault.ready(4, 10));
        sink.refused = "photo1"::equals;

        vault.route(vault.onTheClock("concurrentJobs=2&maxArchiveFailures=3"), sink);
        vault.awaitState("DELIVERED", good.toArray(String[]::new));
        for (int failures = 1; failures < 3; failures++) {
            String expected = Integer.toString(failures);
            await().atMost(SOON).until(() -> vault.column(bad, "FAILURES").equals(expected));
            assertThat(vault.state(bad)).isEqualTo("READY");
            advance(Duration.ofMinutes(10));
        }
        vault.awaitState("FAILED", bad);

        assertThat(vault.column(bad, "CAUSE")).contains("The sink refuses photo1");
        assertThat(vault.column(bad, "DONE_AT")).isNotNull();
        assertThat(sink.attempts("photo1")).isEqualTo(3);
        assertThat(consumer().isSinkDown()).isFalse();
    }

    @Test
    void withOneFailureAllowedAnOutageStillMakesNoArchiveFailed() throws Exception {
        List<String> archives = ready(5);
        sink.refused = name -> true;
        vault.route(vault.onTheClock("concurrentJobs=3&maxArchiveFailures=1"), sink);
        awaitDown();

        sink.refused = name -> false;
        for (int i = 0; i < 3; i++) {
            advance(Duration.ofMinutes(10));
        }

        vault.awaitState("DELIVERED", archives.toArray(String[]::new));
    }

    /** Lets probes fail, with five minutes of the clock before each. */
    private void probe(int times) {
        for (int i = 0; i < times; i++) {
            int before = sink.attempts.size();
            advance(Duration.ofMinutes(5));
            sink.awaitAttempts(before + 1);
            awaitIdle();
        }
    }

    @Test
    void anArchiveThatAlwaysFailsDoesNotHideThatTheDestinationAcceptsOthersAgain() throws Exception {
        String bad = vault.ready(0, 1);
        String alsoBad = vault.ready(1, 2);
        List<String> good = List.of(vault.ready(2, 10), vault.ready(3, 10), vault.ready(4, 10));
        sink.refused = name -> true;
        vault.route(vault.onTheClock("concurrentJobs=2"), sink);
        awaitDown();
        probe(10);

        sink.refused = List.of("photo0", "photo1")::contains;
        for (int i = 0; i < 6 && consumer().isSinkDown(); i++) {
            probe(1);
        }

        vault.awaitState("DELIVERED", good.toArray(String[]::new));
        assertThat(vault.state(bad)).isEqualTo("READY");
        assertThat(vault.state(alsoBad)).isEqualTo("READY");
    }

    @Test
    void anOutageFailsNoArchiveThoughFewerAreReadyThanCanBeDeliveredAtATime() throws Exception {
        List<String> archives = ready(2);
        sink.refused = name -> true;
        vault.route(vault.onTheClock("concurrentJobs=8&maxArchiveFailures=2"), sink);
        awaitDown();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        for (int halfHours = 0; halfHours < 36; halfHours++) {
            advance(Duration.ofMinutes(25));
            probe(1);
        }
        for (String archive : archives) {
            assertThat(vault.state(archive)).isEqualTo("READY");
            assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");
        }

        sink.refused = name -> false;
        advance(Duration.ofMinutes(5));
        vault.awaitState("DELIVERED", archives.toArray(String[]::new));
    }

    @Test
    void anArchiveCountsAsDeliveredIfTheRouteHandlesItsFailure() throws Exception {
        String archive = vault.ready(1, 10);
        sink.refused = name -> true;

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true);
                from(vault.uri("")).process(sink);
            }
        });

        vault.awaitState("DELIVERED", archive);
    }

    @Test
    void anUnreadableStreamIsNotDeliveredEvenIfTheRouteHandlesTheFailure() throws Exception {
        String archive = vault.ready(2, 3 * MIB);
        InjectedFault down = vault.glacier.simulator.inject(Fault.serviceUnavailable()
                .on(Operation.GET_JOB_OUTPUT)
                .job(vault.column(archive, "JOB_ID"))
                .after(1)
                .always());

        vault.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true);
                from(vault.onTheClock("chunkSize=1048576&parallelism=1&maxRetries=0"))
                        .process(sink);
            }
        });
        sink.awaitAttempts(1);
        await().atMost(SOON).until(() -> vault.column(archive, "TRY_AT") != null);
        assertThat(vault.state(archive)).isEqualTo("READY");
        assertThat(vault.column(archive, "FAILURES")).isEqualTo("0");

        down.withdraw();
        advance(Duration.ofMinutes(2));
        vault.awaitState("DELIVERED", archive);
        assertThat(sink.bytes("photo2")).isEqualTo(vault.content(archive).expected(0, 3 * MIB));
    }
}
