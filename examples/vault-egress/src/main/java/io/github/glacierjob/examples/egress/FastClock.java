package io.github.glacierjob.examples.egress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that runs a number of times as fast as the clock of the machine. In the demonstration, hours of a real vault
 * take minutes.
 */
final class FastClock extends Clock {
    private final Instant since;
    private final int speed;

    FastClock(Instant since, int speed) {
        super();
        this.since = since;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return since.plus(Duration.between(since, Instant.now()).multipliedBy(speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
