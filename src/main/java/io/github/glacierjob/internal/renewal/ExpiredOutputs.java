package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.listing.PackedJob;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Finds the begun outputs that the service no longer lists, so that they are continued, and hides the jobs that were
 * initiated for them from the listing. Used by the polling thread.
 */
public final class ExpiredOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredOutputs.class);

    private final OpenVault<GlacierJobOptions> vault;
    private final BegunOutputs begun;
    private final JobLedger ledger;
    private final InstantSource clock;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> alive = new HashSet<>();
    private List<BegunOutput> open = List.of();
    private String vaultArn;
    private boolean refused;

    /** Creates the finder for an open vault. */
    public ExpiredOutputs(OpenVault<GlacierJobOptions> vault, JobLedger ledger) {
        this.vault = vault;
        this.begun = new BegunOutputs(ledger);
        this.ledger = ledger;
        this.clock = vault.clock();
    }

    /** Begins a listing. */
    public void begin() {
        listed.clear();
        alive.clear();
    }

    /** Adds some of the listed jobs. */
    public void listed(List<CompletedJob> jobs) {
        Instant now = clock.instant();
        for (CompletedJob job : jobs) {
            vaultArn = job.details().vaultARN();
            String name = BegunOutputs.nameOf(job.key());
            listed.add(name);
            if (now.isBefore(job.expiresAt().orElse(now))) {
                alive.add(name);
            }
        }
    }

    /** Ends a listing, and finds the begun outputs that are not in it. */
    public void end() {
        open = allBut(alive);
    }

    /** The jobs of the begun outputs that need another job, or whose other job can be used. */
    public List<CompletedJob> due() {
        return open.stream().filter(this::isDue).map(BegunOutput::job).toList();
    }

    /** The jobs of the begun outputs that are not listed or have expired; they must not be forgotten. */
    public List<CompletedJob> open() {
        return open.stream().map(BegunOutput::job).toList();
    }

    /** Whether a listed job serves a begun output, so that it is not consumed by itself. */
    public boolean hides(String key, PackedJob job) {
        return open.stream().anyMatch(output -> hides(output, key, job));
    }

    /**
     * Registers the archives' outputs that wait for a slot, so that they are ordered again if they expire before a slot
     * is free.
     *
     * @param undelivered the keys of the outputs
     * @param jobs        returns the job of a key
     */
    public void register(Collection<String> undelivered, Function<String, CompletedJob> jobs) {
        begun.register(undelivered, jobs);
    }

    /** Finds the begun output whose first job has this id. */
    public Optional<CompletedJob> find(String jobId) {
        return allBut(Set.of()).stream()
                .map(BegunOutput::job)
                .filter(job -> job.id().equals(jobId))
                .findFirst();
    }

    private List<BegunOutput> allBut(Set<String> alive) {
        return vaultArn()
                .map(arn ->
                        begun.allBut(alive, arn).stream().filter(this::isOpen).toList())
                .orElse(List.of());
    }

    /**
     * The vault's ARN in the service's form: from a listed job, otherwise from a request of its own, which the account's
     * permissions may refuse.
     */
    private Optional<String> vaultArn() {
        if (vaultArn == null && !refused) {
            try {
                vaultArn = vault.jobs().arn(vault.address());
            } catch (AwsServiceException e) {
                refused = true;
                LOG.warn(
                        "The ARN of vault {} is not known before a job is listed; until then no expired output is"
                                + " requested again",
                        vault.address(),
                        e);
            }
        }
        return Optional.ofNullable(vaultArn);
    }

    /**
     * Whether the output is not consumed. If it is consumed, this finishes it, because a crash may have prevented that
     * before.
     */
    private boolean isOpen(BegunOutput output) {
        boolean consumed = ledger.isFinished(output.job());
        if (consumed) {
            finish(output);
        }
        return !consumed;
    }

    BegunOutputs begun() {
        return begun;
    }

    /**
     * Records the own job of a consumed output, then ends the output. In this order the own job is hidden until it is
     * recorded.
     */
    void finish(BegunOutput output) {
        output.ownJob().ifPresent(ledger::record);
        begun.end(output.job());
    }

    /**
     * Whether an output hides a job. While the job of a request is not known, each other job for the same archive is
     * hidden, because any of them may be that job.
     */
    private static boolean hides(BegunOutput output, String key, PackedJob job) {
        boolean first = output.job().key().equals(key);
        if (first || !output.isUnsettled()) {
            return first && output.isExpired()
                    || output.ownJob().filter(made -> made.key().equals(key)).isPresent();
        }
        String archive = output.job().details().archiveId();
        return job.mayBeOf(archive) && archive.equals(job.unpack().archiveId());
    }

    /**
     * Whether an output needs action now. While the list does not show a requested job, the consumer waits; after a day
     * it requests the job's description by its id.
     */
    private boolean isDue(BegunOutput output) {
        if (!output.isExpired()) {
            return !isListed(output, output.job().id());
        }
        if (output.next() == null || isListed(output, output.next().jobId())) {
            return true;
        }
        Instant late = output.asked().begun().plus(CompletedJob.OUTPUT_LIFETIME);
        return !clock.instant().isBefore(late);
    }

    private boolean isListed(BegunOutput output, String jobId) {
        return listed.contains(BegunOutputs.nameOf(
                new CompletedJob(output.job().details().toBuilder().jobId(jobId).build()).key()));
    }
}
