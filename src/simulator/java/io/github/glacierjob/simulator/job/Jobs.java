package io.github.glacierjob.simulator.job;

import io.github.glacierjob.simulator.bill.Bill;
import io.github.glacierjob.simulator.bill.Charges;
import io.github.glacierjob.simulator.job.JobRequest.Kind;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Begins jobs, ends them when they are due, and removes them when their output has expired. Not thread-safe; callers use
 * it one at a time.
 */
public final class Jobs {
    private final Account account;
    private final Times times;
    private final Ids ids;
    private final Notifier notifier;
    private final Charges charges;
    private final Map<String, VaultJobs> byVault = new TreeMap<>();
    private final NavigableSet<Job> pending =
            new TreeSet<>(Comparator.comparing(Job::due).thenComparing(Job::sequence));
    private long lastSequence;

    /** Creates an object without jobs. */
    public Jobs(Account account, Times times, Ids ids, Notifier notifier, Charges charges) {
        this.account = account;
        this.times = times;
        this.ids = ids;
        this.notifier = notifier;
        this.charges = charges;
    }

    /** One page of jobs in the order of their initiation; {@code next} is the first job of the next page or null. */
    public record Page(List<Job> jobs, Long next) {}

    /** Begins a job; a null {@code id} means a generated id. The caller has checked the request. */
    public Job begin(Vault vault, JobRequest request, String id) {
        Archive archive = null;
        if (request.retrieval() != null) {
            archive = vault.archives().get(request.retrieval().archiveId());
            if (archive == null) {
                throw GlacierError.notFound(
                        "The archive ID was not found: " + request.retrieval().archiveId());
            }
        }
        if (request.kind() == Kind.INVENTORY && vault.inventoried() == null) {
            throw GlacierError.notFound("Inventory retrieval jobs for vault " + vault.arn()
                    + " cannot be initiated yet, "
                    + "as Amazon Glacier has not yet generated an initial inventory for this vault.");
        }
        Instant now = account.now();
        Job.Origin origin = new Job.Origin(id == null ? ids.job() : id, ++lastSequence, now);
        Job job = new Job(origin, vault, request, archive, now.plus(times.of(request)));
        charge(job);
        of(vault).add(job);
        pending.add(job);
        return job;
    }

    private void charge(Job job) {
        if (job.isArchive()) {
            boolean staged = of(job.vault())
                    .staged(job.billed())
                    .filter(earlier -> !expired(earlier))
                    .isPresent();
            charges.ordered(job.billed(), job.request().retrieval().tier(), staged);
        } else if (job.isInventory()) {
            charges.inventoryOrdered(job.vault().name());
        }
    }

    /** The cost of a vault until now. */
    public Bill bill(String vault) {
        return charges.bill(vault);
    }

    /** Counts bytes of a job's output that are sent. */
    public void sent(Job job, long bytes) {
        if (job.isArchive()) {
            charges.sent(job.billed(), job.request().retrieval().tier(), bytes);
        }
    }

    private VaultJobs of(Vault vault) {
        return byVault.computeIfAbsent(vault.name(), name -> new VaultJobs());
    }

    /** Ends the jobs that are due. */
    public void settle() {
        Instant now = account.now();
        while (!pending.isEmpty() && !pending.first().due().isAfter(now)) {
            Job job = pending.pollFirst();
            end(job, job.due());
        }
    }

    /**
     * Ends a job now: as Succeeded or, with {@code failure}, as Failed. A job that had succeeded becomes a failed job.
     */
    public void endNow(Job job, String failure) {
        if (!job.completed()) {
            pending.remove(job);
            job.willFail(failure);
            end(job, account.now());
        } else if (failure != null) {
            job.fail(failure);
            of(job.vault()).ended(job);
        }
    }

    private void end(Job job, Instant at) {
        job.end(at);
        VaultJobs jobs = byVault.get(job.vault().name());
        if (jobs != null) {
            jobs.ended(job);
        }
        notifier.ended(job);
    }

    /** Returns a job of this vault; 404 if it never existed or its output has expired. */
    public Job get(Vault vault, String jobId) {
        Job job = of(vault).get(jobId);
        if (job != null && expired(job)) {
            of(vault).forget(job);
            job = null;
        }
        if (job == null) {
            throw GlacierError.jobNotFound(jobId);
        }
        return job;
    }

    /** Returns the job with this id in any vault; an IllegalArgumentException if no job has this id. */
    public Job any(String jobId) {
        for (VaultJobs jobs : byVault.values()) {
            Job job = jobs.get(jobId);
            if (job != null) {
                return job;
            }
        }
        throw new IllegalArgumentException("No job " + jobId);
    }

    /** Returns the jobs of all vaults, including jobs that requests can no longer see. */
    public Stream<Job> all() {
        return byVault.values().stream().flatMap(jobs -> jobs.all().stream());
    }

    /** Removes the vault's job with this id, if it exists. */
    public void forget(String vault, String jobId) {
        VaultJobs jobs = vault == null ? null : byVault.get(vault);
        Job job = jobs == null ? null : jobs.get(jobId);
        if (job != null) {
            forget(job);
        }
    }

    /** Removes a job. */
    public void forget(Job job) {
        pending.remove(job);
        of(job.vault()).forget(job);
    }

    /** Hides the jobs of a deleted vault; jobs in progress still end. */
    public void leave(String vault) {
        byVault.remove(vault);
    }

    private boolean expired(Job job) {
        return job.completed() && !account.now().isBefore(job.end().plus(times.outputLifetime()));
    }

    /**
     * Begins a listing of a vault's jobs.
     *
     * @param lag the lag in listings: a job is missing in this number of listings after its initiation
     * @return the sequence of the newest job in the listing
     */
    public long beginListing(Vault vault, int lag) {
        of(vault).listingBegins(lastSequence);
        return lag == 0 ? Long.MAX_VALUE : of(vault).newestBefore(lag);
    }

    /** Returns the first jobs of the query, in the order of their initiation. */
    public Page list(Vault vault, JobQuery query, int limit) {
        of(vault).forgetEndedUntil(account.now().minus(times.outputLifetime()));
        List<Job> jobs = new ArrayList<>();
        for (Job job : of(vault).of(query).tailMap(query.first()).values()) {
            if (job.sequence() > query.last()) {
                break;
            }
            if (jobs.size() == limit) {
                return new Page(jobs, job.sequence());
            }
            jobs.add(job);
        }
        return new Page(jobs, null);
    }
}
