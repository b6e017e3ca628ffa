package io.github.glacierjob.internal.egress.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A moment of this machine by two clocks: the first one stands still while the machine sleeps, the second one may be set.
 * Immutable.
 */
public record RealMoment(long nanos, Instant wall) {

    public static RealMoment now() {
        return new RealMoment(System.nanoTime(), InstantSource.system().instant());
    }

    /** Whether both clocks say that less than this time has passed since. */
    public boolean isWithin(Duration time, RealMoment now) {
        Duration byTheWall = Duration.between(wall, now.wall);
        return now.nanos - nanos < time.toNanos() && !byTheWall.isNegative() && byTheWall.compareTo(time) < 0;
    }

    /** Whether the two clocks have gone on by the same time since, but for a tolerance: the machine neither slept nor was set. */
    boolean isInStep(Duration tolerance, RealMoment now) {
        Duration apart = Duration.between(wall, now.wall).minusNanos(now.nanos - nanos);
        return apart.abs().compareTo(tolerance) <= 0;
    }
}
