package io.github.glacierjob.internal.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests how often a long job list is read. */
class ListingPaceTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final ListingPace pace = new ListingPace(nanos::get);

    private void read(int pages, Duration duration) {
        pace.begin();
        for (int i = 0; i < pages; i++) {
            pace.page();
        }
        pass(duration);
        pace.end();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aShortListIsReadAtEachPoll() {
        assertThat(pace.isDue()).isTrue();
        read(ListingPace.FREE_PAGES, Duration.ofSeconds(30));

        assertThat(pace.isDue()).isTrue();
        assertThat(pace.untilDue()).isZero();
    }

    @Test
    void readingALongListTakesATenthOfTheTime() {
        read(30, Duration.ofSeconds(7));
        assertThat(pace.isDue()).isFalse();
        assertThat(pace.untilDue()).isEqualTo(Duration.ofSeconds(63));

        pass(Duration.ofSeconds(63).minusNanos(1));
        assertThat(pace.isDue()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void aLongListThatIsReadFastIsLimitedTo600PagesAMinute() {
        read(2000, Duration.ofSeconds(1));

        assertThat(pace.untilDue()).isEqualTo(Duration.ofSeconds(199));
    }

    @Test
    void aStartReadsTheListAtOnce() {
        read(2000, Duration.ofSeconds(1));
        pace.restart();

        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void thePagesAreCounted() {
        read(2000, Duration.ofSeconds(40));
        read(3, Duration.ofSeconds(2));

        assertThat(pace.requests()).isEqualTo(2003);
        assertThat(pace.lastPages()).isEqualTo(3);
        assertThat(pace.lastDuration()).isEqualTo(Duration.ofSeconds(2));
    }
}
