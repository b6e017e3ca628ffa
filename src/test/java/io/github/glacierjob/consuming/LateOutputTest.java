package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsole;
import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.testkit.Glacier;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests outputs that will expire at the present rate before they are complete. */
@Tag("core")
class LateOutputTest {

    private static final int CHUNKS = 40;

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier = new Glacier(GlacierSimulator.builder().clock(clock));
    private final AtomicInteger taken = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private String job;

    @AfterEach
    void close() {
        goOn.countDown();
        glacier.close();
    }

    private void begin() {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, (long) CHUNKS * MIB), "");
        job = glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofSeconds(1));
    }

    /** Each of the first messages takes this time; the fourth waits until the test releases it. */
    private GlacierJobConsumer consume(Duration each) throws Exception {
        String uri = glacier.consumerUri("clock=#clock&chunkSize=1048576&" + Glacier.ONE_AT_A_TIME);
        glacier.context.getRegistry().bind("clock", clock);
        glacier.route(uri, exchange -> {
            if (taken.incrementAndGet() == 4) {
                goOn.await(120, TimeUnit.SECONDS);
            }
            clock.advance(each);
        });
        await().atMost(SOON).until(() -> taken.get() == 4);
        return (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
    }

    private static HealthCheck.Result health(GlacierJobConsumer consumer) {
        return ((HealthCheckAware) consumer).getHealthCheck().call();
    }

    @Test
    void anOutputThatIsTooSlowIsShownInAllViewsAndTheStateStaysUp() throws Exception {
        begin();
        GlacierJobConsumer consumer = consume(Duration.ofMinutes(80));
        await().atMost(SOON).until(() -> health(consumer).getState() == HealthCheck.State.UP);

        HealthCheck.Result health = health(consumer);

        assertThat(consumer.getLateOutputs()).isEqualTo(1);
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getMessage().orElse("")).contains("1 output").contains("expire unfinished");
        assertThat(health.getDetails().get("late." + job).toString())
                .contains(36L * MIB + " bytes left", "bytes per second", "expires at");
        GlacierJobConsole console = new GlacierJobConsole();
        console.setCamelContext(glacier.context);
        assertThat(console.doCallText(Map.of())).containsPattern(Pattern.quote(job) + ".*  LATE: .* bytes left");
    }

    /** From Camel 4.22 on, a health check without a state throws an exception. */
    @Test
    void theStateBeforeTheFirstPollIsTheInitialStateOfTheRegistry() throws Exception {
        String uri = glacier.consumerUri("").replace("initialDelay=0", "initialDelay=600000");
        glacier.route(uri, exchange -> {});
        HealthCheckRegistry registry = HealthCheckRegistry.get(glacier.context);
        assertThat(health((GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer())
                        .getState())
                .isNotNull()
                .isEqualTo(registry == null ? HealthCheck.State.DOWN : registry.getInitialState());
    }

    @Test
    void anOutputThatWillBeInTimeIsNotLate() throws Exception {
        begin();
        GlacierJobConsumer consumer = consume(Duration.ofMinutes(20));

        assertThat(consumer.getLateOutputs()).isZero();
        assertThat(health(consumer).getDetails()).doesNotContainKey("late." + job);
    }

    @Test
    void anOutputThatHasJustStartedIsNotJudged() throws Exception {
        begin();
        clock.advance(Duration.ofHours(23));
        GlacierJobConsumer consumer = consume(Duration.ZERO);
        clock.advance(Duration.ofMinutes(9));
        assertThat(consumer.getLateOutputs()).isZero();

        clock.advance(Duration.ofMinutes(2));

        assertThat(consumer.getLateOutputs()).isEqualTo(1);
    }

    @Test
    void theRateOfAStreamIsTheRateOfItsReader() throws Exception {
        begin();
        String uri = glacier.consumerUri("clock=#clock&outputMode=stream");
        glacier.context.getRegistry().bind("clock", clock);
        glacier.route(uri, exchange -> {
            exchange.getMessage().getBody(InputStream.class).readNBytes(MIB);
            clock.advance(Duration.ofHours(1));
            taken.incrementAndGet();
            goOn.await(120, TimeUnit.SECONDS);
        });
        await().atMost(SOON).until(() -> taken.get() > 0);

        assertThat(health((GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer())
                        .getDetails()
                        .get("late." + job)
                        .toString())
                .contains((CHUNKS - 1L) * MIB + " bytes left");
    }

    @Test
    void aDeliveredOutputIsNoLongerLate() throws Exception {
        begin();
        GlacierJobConsumer consumer = consume(Duration.ofMinutes(80));
        assertThat(consumer.getLateOutputs()).isEqualTo(1);

        goOn.countDown();

        await().atMost(SOON).until(() -> consumer.getRunningJobs() == 0);
        assertThat(consumer.getLateOutputs()).isZero();
    }
}
