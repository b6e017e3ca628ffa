package io.github.glacierjob.internal.egress.stock;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.output.VerifiedInputStream;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.job.VaultAddress;
import io.github.glacierjob.options.GlacierEgressOptions;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * Fetches an inventory from the service, one step at a time. It uses the newest inventory that a job has returned,
 * otherwise waits for a job that is in progress, otherwise initiates a job. Used by the loader.
 */
final class InventoryJobs {

    private static final Logger LOG = LoggerFactory.getLogger(InventoryJobs.class);

    /**
     * How often a vault without an inventory is checked: the first inventory is made about a day after the first
     * archive.
     */
    private static final Duration NO_INVENTORY = Duration.ofMinutes(10);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final EgressVault vault;
    private final LoaderClaim claim;
    private final Doubts unknown = new Doubts();
    private final Doubts unread = new Doubts();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> lack = new AtomicReference<>();

    /**
     * Stores when the service first did not know a job. A new job may be unknown for seconds, and another job costs
     * money, so only a second answer, a minute later, is believed. A restart removes the stored times.
     */
    private static final class Doubts {

        private static final Duration DOUBT = Duration.ofMinutes(1);

        private final Map<String, Instant> first = new ConcurrentHashMap<>();

        /** Records an answer that the job is unknown; returns the time from which on such an answer is believed. */
        Instant certainFrom(String jobId, Instant now) {
            Instant before = first.putIfAbsent(jobId, now);
            return (before == null ? now : before).plus(DOUBT);
        }

        /** Removes a job: the service knows it, or its answer that the job is unknown was accepted. */
        void end(String jobId) {
            first.remove(jobId);
        }
    }

    InventoryJobs(EgressVault vault, LoaderClaim claim) {
        this.vault = vault;
        this.claim = claim;
    }

    /** Does the next step; returns the document as soon as there is one. */
    Optional<InventoryDocument> next() {
        VaultRow row = claim.row();
        if (row.wantedJobId() == null) {
            ListedInventories listed = ListedInventories.of(
                    service().jobs(), address(), service().clock(), job -> isUsable(job, row.loaded()));
            if (listed.succeeded().isPresent()) {
                return listed.succeeded().map(this::document);
            }
            if (!(listed.begun().isPresent() ? adopt(listed.begun().get()) : order(row))) {
                return Optional.empty();
            }
        }
        return look(claim.row().wantedJobId());
    }

    /** Whether the inventory of a job is newer than the loaded one. */
    private boolean isUsable(CompletedJob job, LoadedInventory loaded) {
        boolean newer = loaded == null
                || loaded.jobId() == null
                || !job.id().equals(loaded.jobId())
                        && job.completedAt().filter(loaded.loadedAt()::isBefore).isPresent();
        return newer && !gone.contains(job.id());
    }

    private boolean adopt(GlacierJobDescription job) {
        Instant created = StockEntry.moment(job.creationDate());
        claim.update(
                "WANTED_AT = ?, WANTED_JOB_ID = ?, WANTED_LOOK_AT = NULL",
                created == null ? claim.now() : created,
                job.jobId());
        return true;
    }

    /** Initiates a job; returns whether there is a job whose state can be checked now. */
    private boolean order(VaultRow row) {
        InitiateJobRequest request = request();
        JobOrder order = new JobOrder(request, List.of(), Optional.empty());
        try {
            service().initiator().initiate(order, new InventoryIntent(claim, row, request));
            return true;
        } catch (JobMayExistException e) {
            LOG.info(
                    "Vault {}: it is not known yet whether the inventory was requested; the job list will show it: {}",
                    claim.arn(),
                    e.getMessage());
            claim.update("WANTED_LOOK_AT = ?", claim.now().plus(SHORTEST_WAIT));
            return false;
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            none(e.getMessage());
            return false;
        }
    }

    private InitiateJobRequest request() {
        GlacierEgressOptions options = vault.options();
        JobParameters parameters = JobParameters.builder()
                .type("inventory-retrieval")
                .format("JSON")
                .description(options.getDescription())
                .snsTopic(options.getSnsTopic())
                .build();
        return InitiateJobRequest.builder()
                .accountId(address().accountId())
                .vaultName(address().name())
                .jobParameters(parameters)
                .build();
    }

    /** Waits for the vault's first inventory, and warns once. */
    private void none(String why) {
        String what = "the service has none yet: " + Rejection.printable(String.valueOf(why));
        if (lack.getAndSet(what) == null) {
            LOG.warn(
                    "Vault {}: expected an inventory, {}. The component requests it again every {} minutes; archives that"
                            + " are in no inventory yet are not ordered until then",
                    claim.arn(),
                    what,
                    NO_INVENTORY.toMinutes());
        }
        claim.update(
                "WANTED_AT = NULL, WANTED_JOB_ID = NULL, WANTED_LOOK_AT = ?",
                claim.now().plus(NO_INVENTORY));
    }

    private Optional<InventoryDocument> look(String jobId) {
        Optional<GlacierJobDescription> found = service().jobs().find(address(), jobId);
        if (found.isEmpty()) {
            // After the second such answer, another job is searched in the job list.
            if (isBelieved(unknown, jobId)) {
                another(jobId);
            }
            return Optional.empty();
        }
        GlacierJobDescription job = found.get();
        unknown.end(jobId);
        if (!Boolean.TRUE.equals(job.completed())) {
            claim.update("WANTED_LOOK_AT = ?", claim.now().plus(waitFor(job)));
            return Optional.empty();
        }
        CompletedJob ended = new CompletedJob(job);
        if (!ended.succeeded()) {
            none("inventory job " + jobId + " ended as " + job.statusCodeAsString() + ": " + job.statusMessage());
            return Optional.empty();
        }
        return Optional.of(document(ended));
    }

    /**
     * The time until the next check: a fifth of the time that the job has taken so far. These are fewer than 30 checks
     * in the first hour, and one in 10 minutes later.
     */
    private Duration waitFor(GlacierJobDescription job) {
        Instant created = StockEntry.moment(job.creationDate());
        Duration fifth = created == null
                ? SHORTEST_WAIT
                : Duration.between(created, claim.now()).dividedBy(5);
        if (fifth.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return fifth.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : fifth;
    }

    /**
     * Handles the answer that the output does not exist. After the second answer, another inventory is found or
     * ordered.
     */
    void lost(String jobId) {
        if (isBelieved(unread, jobId)) {
            gone.add(jobId);
            another(jobId);
        }
    }

    /** Whether an answer is believed. If it is not, the request is repeated later, and nothing is ordered. */
    private boolean isBelieved(Doubts doubts, String jobId) {
        Instant now = claim.now();
        Instant certain = doubts.certainFrom(jobId, now);
        if (now.isBefore(certain)) {
            LOG.info(
                    "Vault {}: the service does not know inventory job {}; the component asks for it once more",
                    claim.arn(),
                    jobId);
            claim.update("WANTED_LOOK_AT = ?", certain);
            return false;
        }
        doubts.end(jobId);
        return true;
    }

    private void another(String jobId) {
        LOG.info("Vault {}: inventory job {} is gone; the next poll looks for another inventory", claim.arn(), jobId);
        claim.update("WANTED_AT = NULL, WANTED_JOB_ID = NULL, WANTED_LOOK_AT = NULL");
    }

    /** Why the service gives no inventory; empty if it may give one. */
    Optional<String> lack() {
        return Optional.ofNullable(lack.get());
    }

    private InventoryDocument document(CompletedJob job) {
        lack.set(null);
        return new InventoryDocument(job.id(), null, job.completedAt().orElse(null), () -> opened(job));
    }

    /** Opens the output. If bytes arrive, the output exists. */
    private InputStream opened(CompletedJob job) {
        return new FilterInputStream(
                new VerifiedInputStream(service().inventory(address(), job).download((ByteRange) null))) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int count = super.read(to, offset, length);
                unread.end(job.id());
                return count;
            }
        };
    }

    private VaultAddress address() {
        return vault.options().vault();
    }

    private OpenVault<GlacierEgressOptions> service() {
        return vault.vault();
    }
}
