package io.github.glacierjob.simulator.program;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that begins at the present and runs {@code factor} times as fast as another clock. */
public final class SpeedClock extends Clock {
    private final Clock real;
    private final Instant start;
    private final double factor;

    /** Creates the clock; {@code factor} must be positive. */
    public SpeedClock(Clock real, double factor) {
        super();
        this.real = real;
        this.start = real.instant();
        this.factor = factor;
    }

    @Override
    public Instant instant() {
        double elapsed = Duration.between(start, real.instant()).toNanos() * factor;
        return start.plusMillis((long) (elapsed / 1_000_000));
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SpeedClock(real.withZone(zone), factor);
    }
}
