package io.github.glacierjob.internal.egress.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps track of whether the destination accepts archives at all. It is down if a number of different archives fail in
 * a row without a success: as many as are delivered at the same time, and at least two. Then one archive at a time is
 * tried until one succeeds. Thread-safe.
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

    /** The meaning of a failure of the route. */
    enum Verdict {
        /** The failure counts for its archive. */
        ARCHIVE,
        /** The failure shows that the destination is down: the failures in a row count for no archive. */
        DOWN_NOW,
        /** The destination was down before: the failure counts for no archive. */
        DOWN
    }

    SinkState(int concurrentJobs, InstantSource clock) {
        this.threshold = Math.max(2, concurrentJobs);
        this.clock = clock;
    }

    /** How many of the wanted deliveries may begin now. The caller returns each turn that is not used. */
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

    /** Returns a turn: no delivery began, or it ended without a result for the destination. */
    synchronized void passed() {
        probing = false;
    }

    /**
     * Records that a message of an archive succeeded; returns the number of failures of each archive since the success
     * before.
     */
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

    /** The number of failures of each archive since the last success. */
    synchronized Map<String, Integer> streak() {
        return Map.copyOf(streak);
    }

    synchronized boolean isDown() {
        return down;
    }
}
