package io.github.glacierjob.simulator.job;

import io.github.glacierjob.simulator.bill.Charges;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Holds the jobs of one vault, in the order of their initiation. It also sorts them by status, so that the time for a
 * page does not depend on the length of the list.
 */
final class VaultJobs {
    private static final int LISTINGS_KEPT = 100;

    private final Map<String, Job> byId = new HashMap<>();
    private final NavigableMap<Long, Job> all = new TreeMap<>();
    private final NavigableMap<Long, Job> completed = new TreeMap<>();
    private final Map<String, NavigableMap<Long, Job>> byStatus = new HashMap<>();
    private final PriorityQueue<Job> byEnd = new PriorityQueue<>(Comparator.comparing(Job::end));

    /** The newest job for the same output. */
    private final Map<Charges.Output, Job> staged = new HashMap<>();

    /** The last sequence at the beginning of each of the newest listings, the newest first. */
    private final Deque<Long> listings = new ArrayDeque<>();

    void add(Job job) {
        byId.put(job.id(), job);
        all.put(job.sequence(), job);
        of(job.statusCode()).put(job.sequence(), job);
    }

    private NavigableMap<Long, Job> of(String status) {
        return byStatus.computeIfAbsent(status, code -> new TreeMap<>());
    }

    /** Records that a job has ended or its status has changed. */
    void ended(Job job) {
        if (get(job.id()) == job) {
            byStatus.values().forEach(jobs -> jobs.remove(job.sequence()));
            of(job.statusCode()).put(job.sequence(), job);
            if (job.isArchive() && job.output() != null) {
                staged.put(job.billed(), job);
            }
            if (completed.put(job.sequence(), job) == null) {
                byEnd.add(job);
            }
        }
    }

    /** The newest succeeded job with this output, unless it was forgotten. */
    Optional<Job> staged(Charges.Output output) {
        return Optional.ofNullable(staged.get(output)).filter(job -> job.output() != null);
    }

    /** The job with this id; null if it does not exist. */
    Job get(String jobId) {
        return byId.get(jobId);
    }

    Collection<Job> all() {
        return all.values();
    }

    /** The jobs of the query, by their sequences. */
    NavigableMap<Long, Job> of(JobQuery query) {
        if (query.status() == null) {
            return query.completed() == null ? all : query.completed() ? completed : of("InProgress");
        }
        boolean possible =
                query.completed() == null || query.completed() != query.status().equals("InProgress");
        return possible ? of(query.status()) : new TreeMap<>();
    }

    /** Records that a listing begins; {@code last} is the sequence of the newest job. */
    void listingBegins(long last) {
        listings.addFirst(last);
        if (listings.size() > LISTINGS_KEPT) {
            listings.removeLast();
        }
    }

    /** The sequence of the newest job in a listing with this lag; 0 if the listing is empty. */
    long newestBefore(int lag) {
        return listings.stream().skip(lag).findFirst().orElse(0L);
    }

    void forget(Job job) {
        all.remove(job.sequence());
        completed.remove(job.sequence());
        byStatus.values().forEach(jobs -> jobs.remove(job.sequence()));
        byId.remove(job.id(), job);
        if (job.isArchive()) {
            staged.remove(job.billed(), job);
        }
    }

    /** Forgets the jobs that ended at this moment or before. */
    void forgetEndedUntil(Instant limit) {
        while (!byEnd.isEmpty() && !byEnd.peek().end().isAfter(limit)) {
            forget(byEnd.poll());
        }
    }
}
