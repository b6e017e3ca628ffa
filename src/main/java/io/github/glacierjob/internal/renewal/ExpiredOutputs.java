package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Finds among the outputs that have begun those that the service no longer lists, so that they are taken up again, and hides
 * from the listing the jobs that were initiated for them. Used by the polling thread.
 */
public final class ExpiredOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredOutputs.class);

    private final OpenVault<GlacierJobOptions> vault;
    private final BegunOutputs begun;
    private final JobLedger ledger;
    private final InstantSource clock;
    private List<BegunOutput> open = List.of();
    private String vaultArn;
    private boolean refused;

    /** The outputs of an open vault. */
    public ExpiredOutputs(OpenVault<GlacierJobOptions> vault, JobLedger ledger) {
        this.vault = vault;
        this.begun = new BegunOutputs(ledger);
        this.ledger = ledger;
        this.clock = vault.clock();
    }

    /** The listed jobs without those that serve a begun output, and the begun outputs that need another job or have one. */
    public List<CompletedJob> among(List<CompletedJob> listed) {
        Instant now = clock.instant();
        List<CompletedJob> alive = listed.stream()
                .filter(job -> now.isBefore(job.expiresAt().orElse(now)))
                .toList();
        listed.stream().findFirst().ifPresent(job -> vaultArn = job.details().vaultARN());
        open = allBut(alive);
        Set<String> ids = listed.stream().map(CompletedJob::id).collect(Collectors.toSet());
        List<CompletedJob> jobs = new ArrayList<>();
        listed.stream()
                .filter(job -> open.stream().noneMatch(output -> hides(output, job)))
                .forEach(jobs::add);
        open.stream().filter(output -> isDue(output, ids)).map(BegunOutput::job).forEach(jobs::add);
        return jobs;
    }

    /** The listed jobs and the begun outputs: what must not be forgotten. */
    public List<CompletedJob> with(List<CompletedJob> listed) {
        List<CompletedJob> all = new ArrayList<>(listed);
        open.stream().map(BegunOutput::job).forEach(all::add);
        return all;
    }

    /** Remembers the archives' outputs that wait for a slot, so that they are requested again if they expire there. */
    public void register(List<CompletedJob> undelivered) {
        begun.register(undelivered.stream()
                .filter(job -> job.isArchive() && job.succeeded())
                .toList());
    }

    /** The output that began with this job. */
    public Optional<CompletedJob> find(String jobId) {
        return allBut(List.of()).stream()
                .map(BegunOutput::job)
                .filter(job -> job.id().equals(jobId))
                .findFirst();
    }

    private List<BegunOutput> allBut(List<CompletedJob> alive) {
        return vaultArn()
                .map(arn ->
                        begun.allBut(alive, arn).stream().filter(this::isOpen).toList())
                .orElse(List.of());
    }

    /** The ARN as the service names it, from a listed job or by a request of its own, which may not be permitted. */
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

    /** If the output is consumed, its own job is recorded too: a crash may have happened before that. */
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

    /** The own job first: while the output is known as begun, that job is hidden. */
    void finish(BegunOutput output) {
        output.ownJob().ifPresent(ledger::record);
        begun.end(output.job());
    }

    /** As long as it is not known which job a request made, any other job for the archive may be it. */
    private static boolean hides(BegunOutput output, CompletedJob job) {
        boolean first = output.job().key().equals(job.key());
        if (first || !output.isUnsettled()) {
            return first && output.isExpired()
                    || output.ownJob()
                            .filter(made -> made.key().equals(job.key()))
                            .isPresent();
        }
        return output.job().details().archiveId().equals(job.details().archiveId());
    }

    /** While a requested job is not listed, it is waited for; after a day it is asked for by its id. */
    private boolean isDue(BegunOutput output, Set<String> listed) {
        if (!output.isExpired()) {
            return !listed.contains(output.job().id());
        }
        if (output.next() == null || listed.contains(output.next().jobId())) {
            return true;
        }
        Instant late = output.asked().begun().plus(CompletedJob.OUTPUT_LIFETIME);
        return !clock.instant().isBefore(late);
    }
}
