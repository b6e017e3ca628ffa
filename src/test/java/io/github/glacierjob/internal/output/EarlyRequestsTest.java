package io.github.glacierjob.internal.output;

import static io.github.glacierjob.testkit.Outputs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Timing;
import io.github.glacierjob.options.ChecksumPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests how many ranges are requested before there is memory for them. */
class EarlyRequestsTest {

    private final EarlyRequests early =
            new EarlyRequests(new DownloadSettings(MIB, 16, 12, ChecksumPolicy.ifAvailable));

    private void learn(int times, boolean ready, long waitedMillis, long heldMillis, long receivedMillis) {
        Timing timing = new Timing(nanos(waitedMillis), nanos(heldMillis), nanos(receivedMillis));
        for (int i = 0; i < times; i++) {
            early.learn(ready, timing);
        }
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void withoutMeasurementsThereAreNoEarlyRequests() {
        assertThat(early.count()).isZero();
    }

    @Test
    void earlyRequestsKeepParallelismAnswersArriving() {
        learn(50, false, 50, 0, 400);
        assertThat(early.count()).isEqualTo(2);
        learn(50, false, 50, 0, 100);
        assertThat(early.count()).isEqualTo(8);
    }

    @Test
    void theConnectionsLimitEarlyRequests() {
        learn(50, false, 1000, 0, 1);
        assertThat(early.count()).isEqualTo(12);
    }

    @Test
    void aWaitOfAFewMillisecondsCausesNoEarlyRequests() {
        learn(50, false, 9, 0, 1);
        assertThat(early.count()).isZero();
    }

    @Test
    void aReaderSlowerThanTheAnswersCausesNoEarlyRequests() {
        learn(50, false, 50, 0, 50);
        learn(31, true, 50, 0, 50);
        assertThat(early.count()).isEqualTo(12);
        learn(1, true, 50, 0, 50);
        assertThat(early.count()).isZero();
        learn(1, false, 50, 0, 50);
        assertThat(early.count()).isEqualTo(12);
    }

    /** The answer arrived while it waited for memory, so the time of its transfer is not known. */
    @Test
    void earlyRequestsAreNotMeasured() {
        learn(50, false, 50, 0, 400);
        learn(50, false, 50, 2, 1);
        assertThat(early.count()).isEqualTo(2);
    }

    @Test
    void aUselessEarlyRequestStopsFurtherOnesForAWhile() {
        learn(50, false, 50, 0, 400);
        early.dropped();
        learn(16 * 16 - 1, false, 50, 0, 400);
        assertThat(early.count()).isZero();
        learn(1, false, 50, 0, 400);
        assertThat(early.count()).isEqualTo(2);
    }
}
