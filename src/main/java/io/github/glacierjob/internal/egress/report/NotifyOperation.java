package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.egress.order.Sightings;
import io.github.glacierjob.internal.producer.MentionedJobs;
import io.github.glacierjob.internal.service.JobMention;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.VaultAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.LRUCacheFactory;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Handles notifications of completed jobs. A notification may be forged. So if the ledger waits for its job, the job is
 * fetched once from the service, and only the service's answer counts. Thread-safe.
 */
public final class NotifyOperation implements Processor {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final EgressVault vault;
    private final VaultArn arn;
    private final Sightings sightings;

    /** The jobs that were fetched lately, so that many forged messages do not cause many requests. */
    private final Map<String, Instant> asked = LRUCacheFactory.newLRUCache(10_000);

    /** The job that an archive's row waits for. */
    private record Wait(ArchiveState state, String jobId, boolean openOrder) {

        static Wait of(ResultSet row) throws SQLException {
            return new Wait(
                    ArchiveState.valueOf(row.getString("STATE")),
                    row.getString("JOB_ID"),
                    row.getString("ORDER_ID") != null);
        }

        /**
         * Whether the row waits for a job. A row with an open order may wait for any job, because the answer to the
         * order may be lost.
         */
        boolean isFor(String job) {
            return state == ArchiveState.ORDERED && job.equals(jobId) || state == ArchiveState.LISTED && openOrder;
        }
    }

    public NotifyOperation(EgressVault vault) {
        this.vault = vault;
        this.arn = new VaultArn(vault);
        this.sightings = new Sightings(vault);
    }

    /**
     * Handles a list of notifications. The valid ones are handled even if others are rejected; to handle them twice
     * changes nothing.
     */
    @Override
    public void process(Exchange exchange) {
        List<RuntimeException> refused = new ArrayList<>();
        List<JobMention> jobs = MentionedJobs.in(exchange.getMessage(), refused::add);
        String vaultArn = arn.get();
        int noticed = 0;
        for (JobMention job : jobs) {
            try {
                noticed += isNoticed(vaultArn, job) ? 1 : 0;
            } catch (RuntimeException e) {
                refused.add(e);
            }
        }
        if (!refused.isEmpty()) {
            RuntimeException first = refused.get(0);
            refused.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("noticed", noticed);
        counts.put("ignored", jobs.size() - noticed);
        exchange.getMessage().setBody(counts);
    }

    private boolean isNoticed(String vaultArn, JobMention mention) {
        VaultAddress own = VaultAddress.parse(vaultArn, null);
        String jobId = JobIds.checked("JobId", mention.jobId().orElseThrow());
        mention.vault().ifPresent(other -> requireSame(own, other));
        boolean awaited = mention.archiveId()
                .flatMap(id -> wait(vaultArn, id))
                .filter(row -> row.isFor(jobId))
                .isPresent();
        try {
            return awaited
                    && described(own, jobId)
                            .filter(job -> mention.archiveId().get().equals(job.archiveId()))
                            .filter(sightings::noticed)
                            .map(GlacierJobDescription::completed)
                            .orElse(false);
        } catch (RuntimeException e) {
            // A message that is delivered again may send the request again.
            asked.remove(jobId);
            throw e;
        }
    }

    private Optional<Wait> wait(String vaultArn, String archiveId) {
        String query = "SELECT STATE, JOB_ID, ORDER_ID FROM {ARCHIVE} WHERE " + Sql.OF_ARCHIVE;
        return Sql.first(vault.ledger().sql().query(query, Wait::of, vaultArn, archiveId));
    }

    private static void requireSame(VaultAddress own, VaultAddress other) {
        boolean same = other.name().equals(own.name())
                && (other.accountId().equals("-") || other.accountId().equals(own.accountId()))
                && (other.region().isEmpty() || other.region().equals(own.region()));
        Rejection.unless(
                same,
                "VaultARN",
                other + other.region().map(in -> " in " + in).orElse(""),
                "is another vault than " + own + " in " + own.region().orElse("(no region)"));
    }

    private Optional<GlacierJobDescription> described(VaultAddress address, String jobId) {
        return mayAsk(jobId, vault.ledger().now()) ? vault.vault().jobs().find(address, jobId) : Optional.empty();
    }

    /** Whether a job may be fetched: once in a minute. */
    private synchronized boolean mayAsk(String jobId, Instant now) {
        Instant last = asked.get(jobId);
        boolean may = last == null || !now.isBefore(last.plus(PAUSE));
        if (may) {
            asked.put(jobId, now);
        }
        return may;
    }
}
