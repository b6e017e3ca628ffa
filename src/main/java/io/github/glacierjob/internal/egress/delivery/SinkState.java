package io.github.glacierjob.internal.egress.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the destination takes archives at all. As many different archives as are delivered at the same time, at least two,
 * that fail in a row without a success mean that it is down. Then one archive at a time probes it until one succeeds.
 * Thread-safe.
 */
final class SinkState {

    private static final Logger LOG = LoggerFactory.getLogger(SinkState.class);
    private static final Duration FIRST_PROBE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 5;

    private final int threshold;
    private final InstantSource clock;
    private final Map<String, Integer> streak = new LinkedHashMap<>();
    private boolean down;
    private boolean probing;
    private int failedProbes;
    private Instant nextProbe = Instant.MIN;

    /** What a failure of the route means. */
    enum Verdict {
        /** It counts for its archive. */
        ARCHIVE,
        /** This failure shows that the destination is down: the failures in a row count for no archive. */
        DOWN_NOW,
        /** It counts for nobody. */
        DOWN
    }

    SinkState(int concurrentJobs, InstantSource clock) {
        this.threshold = Math.max(2, concurrentJobs);
        this.clock = clock;
    }

    /** How many of these deliveries may begin now. Each that does not begin gives its turn back. */
    synchronized int mayBegin(int wanted) {
        if (!down || wanted <= 0) {
            return wanted;
        }
        if (probing || clock.instant().isBefore(nextProbe)) {
            return 0;
        }
        probing = true;
        return 1;
    }

    /** There was nothing to begin with, or the delivery ended without a word about the destination. */
    synchronized void passed() {
        probing = false;
    }

    /** A message of an archive was done; returns how often each archive failed in the streak that ends here. */
    synchronized Map<String, Integer> succeeded() {
        if (down) {
            LOG.warn("The destination accepts archives again");
        }
        Map<String, Integer> over = down ? Map.of() : Map.copyOf(streak);
        streak.clear();
        down = false;
        probing = false;
        failedProbes = 0;
        return over;
    }

    synchronized Verdict failed(String archive) {
        if (down) {
            probing = false;
            failedProbes++;
            pause();
            return Verdict.DOWN;
        }
        streak.merge(archive, 1, Integer::sum);
        if (streak.size() < threshold) {
            return Verdict.ARCHIVE;
        }
        down = true;
        failedProbes = 0;
        pause();
        LOG.warn(
                "The destination is down: {} archives failed in a row and none succeeded. These failures do not count."
                        + " Until one succeeds, nothing is ordered, and one archive at a time is tried",
                streak.size());
        return Verdict.DOWN_NOW;
    }

    private void pause() {
        Duration pause = FIRST_PROBE.multipliedBy(1L << Math.min(failedProbes, MOST_DOUBLINGS));
        nextProbe = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** The failures of each archive since the last success. */
    synchronized Map<String, Integer> streak() {
        return Map.copyOf(streak);
    }

    synchronized boolean isDown() {
        return down;
    }
}
