package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.glacier.model.GlacierException;

/** One throttled request delays all requests. The clock of this test advances only by waiting. */
class ThrottleTest {

    private static final long DELAY = 1000;
    private static final long MOST = 8000;
    private static final RetryPolicy POLICY = new RetryPolicy(8, Duration.ofMillis(DELAY), Duration.ofMillis(MOST));

    private final List<Long> pauses = new ArrayList<>();
    private long now = 42;
    private final Throttle throttle = new Throttle(POLICY, this::pause, () -> now);

    private void pause(Duration wait) {
        pauses.add(wait.toMillis());
        now += wait.toNanos();
    }

    private static RuntimeException failure(int status, String code) {
        return (RuntimeException) GlacierException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private void answerWith(RuntimeException failure) {
        assertThatThrownBy(() -> throttle.send(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private void throttleOnce() {
        answerWith(failure(400, "ThrottlingException"));
    }

    private long awaited() throws InterruptedException {
        long before = now;
        throttle.await();
        return Duration.ofNanos(now - before).toMillis();
    }

    @Test
    void withoutThrottlingNoRequestWaits() throws InterruptedException {
        throttle.send(() -> "answer");
        answerWith(failure(500, "ServiceUnavailableException"));

        assertThat(awaited()).isZero();
        assertThat(pauses).isEmpty();
    }

    @Test
    void everyKindOfThrottlingDelaysRequests() throws InterruptedException {
        for (RuntimeException one :
                List.of(failure(400, "ThrottlingException"), failure(429, ""), failure(503, "SlowDown"))) {
            answerWith(one);
            assertThat(awaited()).isBetween(DELAY / 2, MOST);
        }
    }

    @Test
    void thePauseDoublesUpToTheMaximumAndIsRandomInItsUpperHalf() throws InterruptedException {
        for (long longest : List.of(DELAY, 2 * DELAY, 4 * DELAY, MOST, MOST)) {
            throttleOnce();
            assertThat(awaited()).isBetween(longest / 2, longest);
        }
    }

    @Test
    void anAnswerEndsThePause() throws InterruptedException {
        throttleOnce();
        awaited();
        throttleOnce();
        awaited();
        throttle.send(() -> "answer");

        assertThat(awaited()).isZero();
        throttleOnce();
        assertThat(awaited()).isBetween(DELAY / 2, DELAY);
    }

    @Test
    void throttledRequestsThatWereInFlightTogetherCountOnce() throws InterruptedException {
        assertThatThrownBy(() -> throttle.send(() -> {
                    throttleOnce();
                    throw failure(429, "");
                }))
                .isInstanceOf(GlacierException.class);

        assertThat(awaited()).isBetween(DELAY / 2, DELAY);
    }

    @Test
    void anAnswerToAnOlderRequestDoesNotEndThePause() throws InterruptedException {
        throttle.send(() -> {
            throttleOnce();
            return "answer";
        });
        awaited();
        throttleOnce();

        assertThat(awaited()).isBetween(DELAY, 2 * DELAY);
    }

    @Test
    void aLaterRequestWaitsOnlyForTheRestOfThePause() throws InterruptedException {
        throttleOnce();
        now += Duration.ofMillis(DELAY / 2 - 10).toNanos();
        assertThat(awaited()).isBetween(10L, DELAY / 2 + 10);

        now += Duration.ofMillis(DELAY).toNanos();
        assertThat(awaited()).isZero();
    }

    @Test
    void waitingRequestsDoNotAllStartAtTheSameMoment() {
        throttleOnce();

        assertThat(IntStream.range(0, 100).mapToObj(i -> waitAtOnce()).distinct())
                .hasSizeGreaterThan(10);
    }

    /** Waits like one of many threads: the clock does not advance for the others. */
    private long waitAtOnce() {
        long before = now;
        try {
            return awaited();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            now = before;
        }
    }

    @Test
    void aThrottlingDuringAWaitProlongsTheWait() throws InterruptedException {
        throttleOnce();
        List<Long> waits = new ArrayList<>();
        Throttle[] busy = new Throttle[1];
        busy[0] = new Throttle(
                POLICY,
                wait -> {
                    waits.add(wait.toMillis());
                    now += wait.toNanos();
                    if (waits.size() == 1) {
                        assertThatThrownBy(() -> busy[0].send(() -> {
                                    throw failure(429, "");
                                }))
                                .isNotNull();
                    }
                },
                () -> now);
        assertThatThrownBy(() -> busy[0].send(() -> {
                    throw failure(429, "");
                }))
                .isNotNull();

        busy[0].await();

        assertThat(waits).hasSize(2);
    }

    @Test
    void aThrottledRequestCountsAsATryAndWaitsForThePauseOfTheEndpoint() {
        Attempts attempts = new Attempts(
                new RetryPolicy(2, Duration.ZERO, Duration.ZERO), this::pause, throttle, () -> true, kind -> {});

        assertThat(attempts.again(failure(429, ""))).isTrue();
        assertThat(attempts.again(failure(429, ""))).isTrue();
        assertThat(attempts.again(failure(429, ""))).isFalse();
        assertThat(pauses).isEmpty();
        throttleOnce();
        attempts.ready();
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitAndKeepsTheInterrupt() {
        Throttle stopped = new Throttle(
                POLICY,
                wait -> {
                    throw new InterruptedException();
                },
                () -> 0);
        assertThatThrownBy(() -> stopped.send(() -> {
                    throw failure(429, "");
                }))
                .isNotNull();

        assertThatThrownBy(() -> new Attempts(POLICY, this::pause, stopped, () -> true, kind -> {}).ready())
                .isInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
