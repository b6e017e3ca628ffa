package io.github.glacierjob.internal.egress.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps track of whether the destination accepts archives at all. It is down if a number of different archives fail in
 * a row without a success: as many as are delivered at the same time, or all that are READY, and at least two. Then one
 * archive at a time is tried until one succeeds, each before any is tried twice: one of them may fail for a reason of
 * its own. Orders are held back only if as many failed as are delivered at the same time. Thread-safe.
 */
final class SinkState {

    private static final Logger LOG = LoggerFactory.getLogger(SinkState.class);
    private static final Duration FIRST_PROBE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_TRIED = 1000;

    private final int threshold;
    private final InstantSource clock;
    private final Map<String, Integer> streak = new LinkedHashMap<>();
    private final Set<String> tried = new HashSet<>();
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
        tried.clear();
        down = false;
        probing = false;
        failedProbes = 0;
        return over;
    }

    /**
     * Records a failure of the route.
     *
     * @param ready the archives that are READY; {@link #most()} of them are enough
     */
    synchronized Verdict failed(String archive, Collection<String> ready) {
        streak.merge(archive, 1, Integer::sum);
        if (down) {
            probed(archive);
            return Verdict.DOWN;
        }
        boolean all = streak.keySet().containsAll(ready);
        if (streak.size() < 2 || streak.size() < threshold && !all) {
            return Verdict.ARCHIVE;
        }
        down = true;
        failedProbes = 0;
        tried.addAll(streak.keySet());
        pause();
        LOG.warn(
                "The destination is down: {} archives failed in a row and none succeeded. These failures do not count."
                        + " Until one succeeds, {}one archive at a time is tried",
                streak.size(),
                holdsOrders() ? "nothing is ordered, and " : "");
        return Verdict.DOWN_NOW;
    }

    private void probed(String archive) {
        if (!tried.add(archive) || tried.size() > MOST_TRIED) {
            // All others were tried, too: the next round begins.
            tried.clear();
            tried.add(archive);
        }
        probing = false;
        failedProbes++;
        pause();
    }

    /** How many READY archives show whether all of them have failed. */
    int most() {
        return threshold + 1;
    }

    /** The archives to be tried after all others, because they were tried since the destination is down. */
    synchronized Set<String> tried() {
        return Set.copyOf(tried);
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

    /** Whether so many archives failed that no more are to be ordered. */
    synchronized boolean holdsOrders() {
        return down && streak.size() >= threshold;
    }
}
