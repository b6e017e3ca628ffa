package io.github.glacierjob.internal.egress.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.delivery.SinkState.Verdict;
import io.github.glacierjob.simulator.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkStateTest {

    private static final Set<String> MANY = Set.of("a", "b", "c", "d", "e");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final SinkState sink = new SinkState(3, clock);

    private void goDown() {
        sink.failed("a", MANY);
        sink.failed("b", MANY);
        assertThat(sink.failed("c", MANY)).isEqualTo(Verdict.DOWN_NOW);
    }

    @Test
    void repeatedFailuresOfOneArchiveDoNotMeanThatTheDestinationIsDown() {
        for (int i = 0; i < 20; i++) {
            assertThat(sink.failed("a", MANY)).isEqualTo(Verdict.ARCHIVE);
        }
        assertThat(sink.isDown()).isFalse();
        assertThat(sink.streak()).isEqualTo(Map.of("a", 20));
    }

    @Test
    void aSuccessEndsTheStreakAndNamesItsArchives() {
        sink.failed("a", MANY);
        sink.failed("b", MANY);

        assertThat(sink.succeeded()).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(sink.failed("c", MANY)).isEqualTo(Verdict.ARCHIVE);
    }

    @Test
    void withOneSlotTwoFailingArchivesMeanThatTheDestinationIsDown() {
        SinkState single = new SinkState(1, clock);

        assertThat(single.failed("a", MANY)).isEqualTo(Verdict.ARCHIVE);
        assertThat(single.failed("b", MANY)).isEqualTo(Verdict.DOWN_NOW);
    }

    @Test
    void whileTheDestinationIsDownOneDeliveryAtATimeStartsAfterAGrowingPause() {
        goDown();
        assertThat(sink.mayBegin(3)).isZero();

        clock.advance(Duration.ofSeconds(10));
        assertThat(sink.mayBegin(3)).isEqualTo(1);
        assertThat(sink.mayBegin(3)).isZero();
        assertThat(sink.failed("d", MANY)).isEqualTo(Verdict.DOWN);
        clock.advance(Duration.ofSeconds(19));
        assertThat(sink.mayBegin(3)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sink.mayBegin(3)).isEqualTo(1);

        for (int i = 0; i < 20; i++) {
            sink.failed("e", MANY);
        }
        clock.advance(Duration.ofMinutes(5));
        assertThat(sink.mayBegin(3)).isEqualTo(1);
    }

    @Test
    void ifAllReadyArchivesFailTheDestinationIsDownButOrdersAreNotHeldBack() {
        assertThat(sink.failed("a", Set.of("a", "b"))).isEqualTo(Verdict.ARCHIVE);
        assertThat(sink.failed("b", Set.of("a", "b"))).isEqualTo(Verdict.DOWN_NOW);
        assertThat(sink.isDown()).isTrue();
        assertThat(sink.holdsOrders()).isFalse();

        assertThat(sink.failed("c", Set.of("a", "b", "c"))).isEqualTo(Verdict.DOWN);
        assertThat(sink.holdsOrders()).isTrue();
        sink.succeeded();
        assertThat(sink.holdsOrders()).isFalse();
    }

    @Test
    void theOnlyReadyArchiveDoesNotProveThatTheDestinationIsDown() {
        assertThat(sink.failed("a", Set.of("a"))).isEqualTo(Verdict.ARCHIVE);
        assertThat(sink.failed("a", Set.of("a"))).isEqualTo(Verdict.ARCHIVE);
    }

    @Test
    void eachArchiveIsTriedOnceBeforeAnyIsTriedTwice() {
        goDown();
        assertThat(sink.tried()).containsExactlyInAnyOrder("a", "b", "c");

        sink.failed("d", MANY);
        assertThat(sink.tried()).containsExactlyInAnyOrder("a", "b", "c", "d");
        sink.failed("b", MANY);
        assertThat(sink.tried()).containsExactly("b");
        sink.succeeded();
        assertThat(sink.tried()).isEmpty();
    }

    @Test
    void oneSuccessMeansThatTheDestinationIsUp() {
        goDown();

        assertThat(sink.succeeded()).isEmpty();
        assertThat(sink.isDown()).isFalse();
        assertThat(sink.mayBegin(3)).isEqualTo(3);
    }

    @Test
    void retriesAreSpreadOverTheLifeOfAnOutput() {
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofHours(8));

        assertThat(Setbacks.next(now, 1, end)).isEqualTo(now.plus(Duration.ofMinutes(1)));
        assertThat(Setbacks.next(now, 2, end)).isEqualTo(now.plus(Duration.ofMinutes(10)));
        assertThat(Setbacks.next(now, 3, end)).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(Setbacks.next(now, 9, end)).isEqualTo(now.plus(Duration.ofHours(6)));
        assertThat(Setbacks.next(now, 9, now.plus(Duration.ofHours(2)))).isEqualTo(now.plus(Duration.ofMinutes(90)));
        assertThat(Setbacks.next(now, 9, now)).isEqualTo(now.plus(Duration.ofMinutes(1)));
        assertThat(Setbacks.next(now, 1, null)).isEqualTo(now.plus(Duration.ofMinutes(1)));
    }
}
