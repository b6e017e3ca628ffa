package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs need no memory any more: 48 hours after their completion, if they are not listed. That a listing lacks a job
 * proves nothing: it may be empty or short by mistake. Used by the polling thread.
 */
final class OldJobs {

    /** Twice the life of an output. */
    static final Duration KEPT = CompletedJob.OUTPUT_LIFETIME.multipliedBy(2);

    private final Map<String, Instant> completed = new HashMap<>();

    /** A listing while it is read. */
    final class Listing {

        private final Set<String> missing;
        private final Instant now;

        private Listing(Set<String> remembered, Instant now) {
            this.missing = new HashSet<>(remembered);
            this.now = now;
        }

        void shows(CompletedJob job) {
            if (missing.remove(job.key())) {
                completed.put(job.key(), job.completedAt().orElse(now));
            }
        }

        /** The keys to be forgotten, after all jobs were shown. */
        Set<String> old() {
            missing.removeIf(key -> now.isBefore(completed.get(key).plus(KEPT)));
            completed.keySet().removeAll(missing);
            return missing;
        }
    }

    /** How many jobs it knows the completion of. */
    int size() {
        return completed.size();
    }

    /**
     * A listing begins.
     *
     * @param remembered keys of all jobs of which something is remembered
     */
    Listing begin(Set<String> remembered, Instant now) {
        completed.keySet().retainAll(remembered);
        remembered.forEach(key -> completed.putIfAbsent(key, now));
        return new Listing(remembered, now);
    }
}
