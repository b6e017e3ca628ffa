package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

    /** How many jobs it knows the completion of. */
    int size() {
        return completed.size();
    }

    /**
     * The keys to be forgotten.
     *
     * @param remembered keys of all jobs of which something is remembered
     * @param known      the jobs that are listed
     */
    Set<String> among(Set<String> remembered, Collection<CompletedJob> known, Instant now) {
        Set<String> old = new HashSet<>(remembered);
        for (CompletedJob job : known) {
            completed.put(job.key(), job.completedAt().orElse(now));
            old.remove(job.key());
        }
        remembered.forEach(key -> completed.putIfAbsent(key, now));
        old.removeIf(key -> now.isBefore(completed.get(key).plus(KEPT)));
        completed.keySet().retainAll(remembered);
        completed.keySet().removeAll(old);
        return old;
    }
}
