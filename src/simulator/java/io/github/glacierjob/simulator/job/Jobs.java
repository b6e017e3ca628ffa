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

/** The life of jobs: begun, ended when due, gone when their output has expired. Not thread-safe: its users take turns. */
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

    /** No jobs. */
    public Jobs(Account account, Times times, Ids ids, Notifier notifier, Charges charges) {
        this.account = account;
        this.times = times;
        this.ids = ids;
        this.notifier = notifier;
        this.charges = charges;
    }

    /** One page of jobs in the order of their initiation; {@code next} is the first job of the next page or null. */
    public record Page(List<Job> jobs, Long next) {}

    /** Begins a job; {@code id} is null for one made up here. The caller has checked the request. */
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

    /** What a vault has cost until now. */
    public Bill bill(String vault) {
        return charges.bill(vault);
    }

    /** So many bytes of a job's output leave. */
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

    /** Ends a job now, well or, with {@code failure}, as failed; a job that had succeeded becomes a failed one. */
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

    /** The job of this vault; 404 if it never was or its output has expired. */
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

    /** The job of this id in any vault; an IllegalArgumentException if there is none. */
    public Job any(String jobId) {
        for (VaultJobs jobs : byVault.values()) {
            Job job = jobs.get(jobId);
            if (job != null) {
                return job;
            }
        }
        throw new IllegalArgumentException("No job " + jobId);
    }

    /** The jobs of all vaults, also those that nobody can see any longer. */
    public Stream<Job> all() {
        return byVault.values().stream().flatMap(jobs -> jobs.all().stream());
    }

    /** The vault's job is gone, if there was one of this id. */
    public void forget(String vault, String jobId) {
        VaultJobs jobs = vault == null ? null : byVault.get(vault);
        Job job = jobs == null ? null : jobs.get(jobId);
        if (job != null) {
            forget(job);
        }
    }

    /** The job is gone. */
    public void forget(Job job) {
        pending.remove(job);
        of(job.vault()).forget(job);
    }

    /** The jobs of a vault that was deleted are gone; what is in progress still ends. */
    public void leave(String vault) {
        byVault.remove(vault);
    }

    private boolean expired(Job job) {
        return job.completed() && !account.now().isBefore(job.end().plus(times.outputLifetime()));
    }

    /**
     * Begins a listing of a vault's jobs.
     *
     * @param lag how many listings it lags behind: a job is missing in so many after its initiation
     * @return the sequence of the newest job that it shows
     */
    public long beginListing(Vault vault, int lag) {
        of(vault).listingBegins(lastSequence);
        return lag == 0 ? Long.MAX_VALUE : of(vault).newestBefore(lag);
    }

    /** The first jobs that the query is about, in the order of their initiation. */
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
