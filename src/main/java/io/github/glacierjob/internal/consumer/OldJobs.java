package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the jobs that can be forgotten: jobs that are not listed and that completed 48 hours ago or earlier. A missing
 * job alone does not prove it, because a listing may be empty or short by mistake. Used by the polling thread.
 */
final class OldJobs {

    /** How long a job is remembered after its completion: twice the lifetime of an output. */
    static final Duration KEPT = CompletedJob.OUTPUT_LIFETIME.multipliedBy(2);

    private final Map<String, Instant> completed = new HashMap<>();

    /** Collects the jobs that a listing shows. */
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

        /** The keys to forget; call it after all jobs were shown. */
        Set<String> old() {
            missing.removeIf(key -> now.isBefore(completed.get(key).plus(KEPT)));
            completed.keySet().removeAll(missing);
            return missing;
        }
    }

    /** The number of jobs whose completion is known. */
    int size() {
        return completed.size();
    }

    /**
     * Begins a listing.
     *
     * @param remembered keys of all jobs in memory
     */
    Listing begin(Set<String> remembered, Instant now) {
        completed.keySet().retainAll(remembered);
        remembered.forEach(key -> completed.putIfAbsent(key, now));
        return new Listing(remembered, now);
    }
}
