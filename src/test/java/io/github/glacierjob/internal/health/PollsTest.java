package io.github.glacierjob.internal.health;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer that no longer polls is down. */
class PollsTest {

    private final Glacier glacier = new Glacier();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Polls polls = new Polls(nanoTime::get);

    @AfterEach
    void close() {
        glacier.close();
    }

    private HealthCheck check(String options) throws Exception {
        glacier.consume(options);
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON)
                .until(() ->
                        ((HealthCheckAware) consumer).getHealthCheck().call().getState() == HealthCheck.State.UP);
        Figures figures = new Figures(consumer.getEndpoint(), "photos", InstantSource.system());
        OutputPaces paces = new OutputPaces(InstantSource.system());
        HealthCheck check = new ConsumerHealthCheck(
                consumer,
                new ConsumerStatistics(
                        figures,
                        new ConsumerStatistics.Now(() -> 0, () -> 0, () -> 0),
                        paces,
                        new ListingPace(() -> 0)),
                polls,
                ((GlacierJobEndpoint) consumer.getEndpoint())::readSnapshot);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        return check;
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void aConsumerWithoutAPollForTenDelaysIsDownUntilTheNextPoll() throws Exception {
        HealthCheck check = check("delay=60000");
        pass(Duration.ofMinutes(10));
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        pass(Duration.ofMinutes(2));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage().orElse("")).contains("No poll for 720 seconds");
        polls.begin();
        polls.end();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aLongPollAndABackoffAreNotASilence() throws Exception {
        HealthCheck check = check("delay=60000&backoffMultiplier=3&backoffErrorThreshold=1");
        pass(Duration.ofMinutes(29));
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        polls.begin();
        pass(Duration.ofHours(2));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aSuspendedConsumerIsNotDown() throws Exception {
        HealthCheck check = check("delay=60000");
        glacier.context.getRouteController().suspendRoute("jobs");
        pass(Duration.ofHours(2));

        assertThat(check.call().getMessage().orElse("")).doesNotContain("No poll");
    }

    @Test
    void aStopWaitsForThePollThatItHasInterrupted() throws Exception {
        polls.begin();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread stop = new Thread(() -> {
            try {
                polls.awaitInterrupted();
                ended.complete(true);
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        stop.start();
        await().atMost(SOON).until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).isNotDone();

        polls.end();

        assertThat(ended.get(60, TimeUnit.SECONDS)).isTrue();
    }
}
