package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.JobRequest.Kind;
import io.github.glacierjob.simulator.JobRequest.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The life of jobs: begun, ended when due, gone when their output has expired. Guarded by the {@link World}. */
final class Jobs {
    private final Settings settings;
    private final Ids ids;
    private final Notifier notifier;
    private final PriorityQueue<Job> pending =
            new PriorityQueue<>(Comparator.comparing((Job job) -> job.due).thenComparing(job -> job.sequence));
    private long lastSequence;

    Jobs(Settings settings, Ids ids, Notifier notifier) {
        this.settings = settings;
        this.ids = ids;
        this.notifier = notifier;
    }

    /** One page of jobs in the order of their initiation; {@code next} is the first job of the next page or null. */
    record Page(List<Job> jobs, Long next) {}

    private Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Begins a job; {@code id} is null for one made up here. The caller has checked the request. */
    Job begin(Vault vault, JobRequest request, String id) {
        Archive archive = null;
        if (request.retrieval() != null) {
            archive = vault.archives.get(request.retrieval().archiveId());
            if (archive == null) {
                throw GlacierError.notFound(
                        "The archive ID was not found: " + request.retrieval().archiveId());
            }
        }
        if (request.kind() == Kind.INVENTORY && vault.inventoried == null) {
            throw GlacierError.notFound("Inventory retrieval jobs for vault " + vault.arn + " cannot be initiated yet, "
                    + "as Amazon Glacier has not yet generated an initial inventory for this vault.");
        }
        Job job = new Job(new Job.Origin(id == null ? ids.job() : id, ++lastSequence, now()), vault, request, archive);
        job.due = job.created.plus(settings.times().of(request));
        vault.add(job);
        pending.add(job);
        return job;
    }

    /** Ends the jobs that are due. */
    void settle() {
        Instant now = now();
        while (!pending.isEmpty() && !pending.peek().due.isAfter(now)) {
            Job job = pending.poll();
            end(job, job.due);
        }
    }

    void endNow(Job job, String failure) {
        if (job.completed == null) {
            pending.remove(job);
            job.failure = failure;
            end(job, now());
        } else if (failure != null) {
            fail(job, failure);
        }
    }

    private void end(Job job, Instant at) {
        job.completed = at;
        if (job.failure != null) {
            fail(job, job.failure);
        } else {
            job.statusMessage = "Succeeded";
            produce(job);
        }
        publish(job);
    }

    private static void fail(Job job, String message) {
        job.failed = true;
        job.statusMessage = message;
        job.output = null;
    }

    private static void produce(Job job) {
        if (job.isArchive()) {
            ByteRange range = job.range();
            job.output = new SliceContent(job.archive.content(), range.start(), range.end() + 1);
        } else if (job.document != null) {
            job.output = job.document;
        } else if (job.isInventory()) {
            Listing listing = job.request.listing();
            List<Archive> archives = select(job.vault, listing);
            if (listing.limit() != null && archives.size() > listing.limit()) {
                job.nextMarker = Marker.encode(
                        job.vault.name, archives.get(listing.limit()).id());
                archives = archives.subList(0, listing.limit());
            }
            job.output = InventoryDocument.of(listing.format(), job.vault.arn, job.vault.inventoried, archives);
        }
    }

    private static List<Archive> select(Vault vault, Listing listing) {
        Predicate<Archive> wanted = archive -> true;
        if (listing.startDate() != null) {
            Instant start = OffsetDateTime.parse(listing.startDate()).toInstant();
            wanted = wanted.and(archive -> !archive.created().isBefore(start));
        }
        if (listing.endDate() != null) {
            Instant end = OffsetDateTime.parse(listing.endDate()).toInstant();
            wanted = wanted.and(archive -> archive.created().isBefore(end));
        }
        List<Archive> archives = new ArrayList<>(vault.archives.values());
        archives.sort(Comparator.comparing(Archive::created));
        if (listing.marker() != null) {
            String first = Marker.decode(vault.name, listing.marker());
            archives = archives.stream()
                    .dropWhile(archive -> !archive.id().equals(first))
                    .toList();
        }
        return archives.stream().filter(wanted).toList();
    }

    private void publish(Job job) {
        String message = null;
        if (job.request.snsTopic() != null) {
            message = Json.text(JobDocument.of(job));
            notifier.publish(job.request.snsTopic(), message, job.completed);
        }
        if (job.vault.notifications != null) {
            for (var event : job.vault.notifications.path("Events")) {
                if (event.asText().equals(job.request.kind().action + "Completed")) {
                    message = message == null ? Json.text(JobDocument.of(job)) : message;
                    notifier.publish(job.vault.notifications.path("SNSTopic").asText(), message, job.completed);
                }
            }
        }
    }

    /** The job of this vault; 404 if it never was or its output has expired. */
    Job get(Vault vault, String jobId) {
        Job job = vault.jobsById.get(jobId);
        if (job != null && expired(job)) {
            vault.forget(job);
            job = null;
        }
        if (job == null) {
            throw GlacierError.jobNotFound(jobId);
        }
        return job;
    }

    void forget(Vault vault, String jobId) {
        Job job = vault == null ? null : vault.jobsById.get(jobId);
        if (job != null) {
            forget(job);
        }
    }

    void forget(Job job) {
        pending.remove(job);
        job.vault.forget(job);
    }

    private boolean expired(Job job) {
        Duration lifetime = settings.times().outputLifetime();
        return job.completed != null && !now().isBefore(job.completed.plus(lifetime));
    }

    Page list(Vault vault, Predicate<Job> filter, long first, int limit) {
        vault.jobs.values().stream().filter(this::expired).toList().forEach(vault::forget);
        List<Job> jobs = new ArrayList<>();
        for (Job job : vault.jobs.tailMap(first).values()) {
            if (filter.test(job)) {
                if (jobs.size() == limit) {
                    return new Page(jobs, job.sequence);
                }
                jobs.add(job);
            }
        }
        return new Page(jobs, null);
    }
}
