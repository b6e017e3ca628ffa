package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.listing.JobPacker;
import io.github.glacierjob.internal.renewal.ExpiredOutputs;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds the wanted jobs that are not consumed yet: the jobs of the newest listing, and the expected jobs, which only an
 * earlier listing showed. Used by the polling thread.
 */
public final class Backlog {

    private Map<String, OpenJob> listed = new LinkedHashMap<>();
    private Map<String, OpenJob> unlisted = new LinkedHashMap<>();

    /** Collects the jobs of a newer listing. The backlog does not change before {@link #finish()}. */
    final class Update implements AutoCloseable {

        private final Instant now;
        private final JobPacker packer = new JobPacker();
        private final Map<String, OpenJob> next = new LinkedHashMap<>();
        private final Set<String> shown = new HashSet<>();

        private Update(Instant now) {
            this.now = now;
        }

        /** Adds some listed jobs; {@code open} has the wanted jobs among them that are not consumed. */
        void add(List<CompletedJob> jobs, List<CompletedJob> open) {
            jobs.stream()
                    .map(job -> known(job.key()))
                    .filter(job -> job != null)
                    .forEach(job -> shown.add(job.key()));
            for (CompletedJob job : open) {
                OpenJob known = known(job.key());
                OpenJob entry = new OpenJob(job, packer, known == null ? now : known.seen());
                next.put(entry.key(), entry);
            }
        }

        /** Removes jobs that must not be consumed by themselves. */
        void hide(Predicate<OpenJob> hidden) {
            next.values().removeIf(hidden);
        }

        Collection<OpenJob> open() {
            return next.values();
        }

        void remove(Set<String> consumed) {
            next.keySet().removeAll(consumed);
        }

        /** Ends a listing that is complete, and replaces the backlog by it. */
        void finish() {
            unlisted.putAll(listed);
            unlisted.keySet().removeAll(shown);
            listed = next;
        }

        @Override
        public void close() {
            packer.close();
        }
    }

    private OpenJob known(String key) {
        OpenJob job = listed.get(key);
        return job == null ? unlisted.get(key) : job;
    }

    Update update(Instant now) {
        return new Update(now);
    }

    Collection<OpenJob> listed() {
        return listed.values();
    }

    /**
     * Registers the waiting outputs of archives, so that they are ordered again if they expire before their delivery
     * begins.
     */
    void register(ExpiredOutputs outputs) {
        outputs.register(
                listed.values().stream()
                        .filter(OpenJob::isArchive)
                        .map(OpenJob::key)
                        .toList(),
                key -> listed.get(key).unpack());
    }

    /** Removes listed jobs that have been consumed. */
    void remove(Set<String> consumed) {
        listed.keySet().removeAll(consumed);
    }

    /** Removes expected jobs that are missing in the newest listing and are settled. */
    void removeUnlisted(Predicate<OpenJob> settled) {
        unlisted.values().removeIf(settled);
    }
}
