package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobOutputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final IOException CUT = new IOException("cut");

    private final List<Duration> pauses = new ArrayList<>();

    private Attempts attempts(int maxRetries) {
        return attempts(maxRetries, pauses::add);
    }

    private static Attempts attempts(int maxRetries, Pause pause) {
        RetryPolicy policy = new RetryPolicy(maxRetries, Duration.ofMillis(1), Duration.ofMillis(1));
        return new Attempts(policy, pause, new Throttle(policy, pause, () -> 0), () -> true, kind -> {});
    }

    @Test
    void theFirstTryIsFollowedByTheAllowedRetries() {
        Attempts attempts = attempts(3);

        assertThat(attempts.again(CUT)).isTrue();
        assertThat(attempts.again(CUT)).isTrue();
        assertThat(attempts.again(CUT)).isTrue();
        assertThat(attempts.again(CUT)).isFalse();
        assertThat(pauses).hasSize(3);
    }

    @Test
    void withoutRetriesTheFirstFailureIsTheLast() {
        assertThat(attempts(0).again(CUT)).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void progressResetsTheCount() {
        Attempts attempts = attempts(1);

        for (int i = 0; i < 100; i++) {
            assertThat(attempts.again(CUT)).isTrue();
            attempts.progressed();
        }
        assertThat(attempts.again(CUT)).isTrue();
        assertThat(attempts.again(CUT)).isFalse();
    }

    @Test
    void aLastingFailureIsNotRetried() {
        assertThat(attempts(8).again(new JobOutputException("refused"))).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aStopEndsTheWaitAndKeepsTheInterrupt() {
        Attempts attempts = attempts(8, wait -> {
            throw new InterruptedException();
        });

        assertThat(attempts.again(CUT)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
