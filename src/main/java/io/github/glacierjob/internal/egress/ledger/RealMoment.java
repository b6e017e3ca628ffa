package io.github.glacierjob.internal.egress.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A moment by two clocks of this machine: the first clock stops while the machine sleeps, the second clock may be set.
 * Immutable.
 */
public record RealMoment(long nanos, Instant wall) {

    public static RealMoment now() {
        return new RealMoment(System.nanoTime(), InstantSource.system().instant());
    }

    /** Whether less than the given time has passed since this moment, by both clocks. */
    public boolean isWithin(Duration time, RealMoment now) {
        Duration byTheWall = Duration.between(wall, now.wall);
        return now.nanos - nanos < time.toNanos() && !byTheWall.isNegative() && byTheWall.compareTo(time) < 0;
    }

    /**
     * Whether both clocks have advanced by the same time since this moment, within a tolerance: then the machine did
     * not sleep, and its clock was not set.
     */
    boolean isInStep(Duration tolerance, RealMoment now) {
        Duration apart = Duration.between(wall, now.wall).minusNanos(now.nanos - nanos);
        return apart.abs().compareTo(tolerance) <= 0;
    }
}
