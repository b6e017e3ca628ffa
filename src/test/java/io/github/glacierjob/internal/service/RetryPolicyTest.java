package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    /** A source of random numbers that always returns the largest allowed number. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
            return bound - 1;
        }
    };

    private static RetryPolicy policy(long delay, long maxDelay) {
        return new RetryPolicy(8, Duration.ofMillis(delay), Duration.ofMillis(maxDelay));
    }

    @ParameterizedTest
    @CsvSource({
        "500, 60000, 1, 500",
        "500, 60000, 2, 1000",
        "500, 60000, 7, 32000",
        "500, 60000, 8, 60000",
        "500, 60000, 2147483647, 60000",
        "0, 60000, 20, 0",
        "0, 0, 1, 0",
        "7, 7, 5, 7",
        "17179869184, 9223372036854775807, 31, 9223372036854775807",
        "17179869184, 20000000000, 31, 20000000000",
        "9223372036854775807, 9223372036854775807, 64, 9223372036854775807",
        "1, 9223372036854775807, 31, 1073741824"
    })
    void theLongestPauseDoublesUpToTheMaximum(long delay, long maxDelay, int failures, long longest) {
        assertThat(policy(delay, maxDelay).pause(failures, HIGHEST)).isEqualTo(Duration.ofMillis(longest));
    }

    @Test
    void thePauseIsRandomBetweenZeroAndTheLongest() {
        Random random = new Random(1);
        RetryPolicy policy = policy(3, 3);

        assertThat(random.ints(1000).mapToLong(i -> policy.pause(1, random).toMillis()))
                .containsOnly(0L, 1L, 2L, 3L);
    }

    @Test
    void negativeValuesAreRefusedByTheNameOfTheirOption() {
        assertThatThrownBy(() -> new RetryPolicy(-1, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maxRetries");
        assertThatThrownBy(() -> policy(-1, 5)).hasMessageStartingWith("retryDelay");
        assertThatThrownBy(() -> policy(6, 5)).hasMessageStartingWith("maxRetryDelay");
    }
}
