package io.github.glacierjob.simulator.job;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The jobs of one vault, in the order of their initiation. */
final class VaultJobs {
    private final NavigableMap<Long, Job> bySequence = new TreeMap<>();
    private final Map<String, Job> byId = new LinkedHashMap<>();

    void add(Job job) {
        bySequence.put(job.sequence(), job);
        byId.put(job.id(), job);
    }

    /** The job of this id; null if there is none. */
    Job get(String jobId) {
        return byId.get(jobId);
    }

    Collection<Job> all() {
        return bySequence.values();
    }

    Collection<Job> from(long sequence) {
        return bySequence.tailMap(sequence).values();
    }

    void forget(Job job) {
        bySequence.remove(job.sequence());
        byId.remove(job.id(), job);
    }

    void forgetIf(Predicate<Job> gone) {
        all().stream().filter(gone).toList().forEach(this::forget);
    }
}
