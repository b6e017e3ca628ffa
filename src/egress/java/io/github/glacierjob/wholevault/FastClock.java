package io.github.glacierjob.wholevault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the simulated service and of all nodes. From its start on, it runs a number of times as fast as the
 * clock of the machine.
 */
final class FastClock extends Clock {

    private final long sinceMillis;
    private final int speed;

    FastClock(long sinceMillis, int speed) {
        super();
        this.sinceMillis = sinceMillis;
        this.speed = speed;
    }

    /** Starts the clock now. */
    static FastClock begin(int speed) {
        return new FastClock(Instant.now().toEpochMilli(), speed);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(sinceMillis + (Instant.now().toEpochMilli() - sinceMillis) * speed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** The text that {@link #parse} reads in another process. */
    @Override
    public String toString() {
        return sinceMillis + "x" + speed;
    }

    static FastClock parse(String text) {
        String[] parts = text.split("x");
        return new FastClock(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The time on this clock that a number of seconds on the machine takes. */
    Duration seconds(int seconds) {
        return Duration.ofSeconds((long) seconds * speed);
    }
}
