package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The outputs that the consumer has listed as wanted and has not delivered yet. One that is no longer listed after its day is
 * lost: it is reported and counted, once. Used by the polling thread.
 */
final class ExpectedOutputs {

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final FailureReports reports;
    private final ConsumerStatistics statistics;
    private final Map<String, CompletedJob> expected = new LinkedHashMap<>();

    ExpectedOutputs(
            OpenVault<GlacierJobOptions> vault,
            JobLedger ledger,
            FailureReports reports,
            ConsumerStatistics statistics) {
        this.vault = vault;
        this.ledger = ledger;
        this.reports = reports;
        this.statistics = statistics;
    }

    /** From now on these outputs are expected. Those that are listed and not among them are not expected any more. */
    void expect(Collection<CompletedJob> wanted, Set<String> listed) {
        expected.keySet().removeAll(listed);
        wanted.forEach(job -> expected.put(job.key(), job));
    }

    /** Settles what the newest listing does not show. */
    void settleUnlisted(Set<String> listed, Predicate<CompletedJob> running) {
        expected.values().removeIf(job -> !listed.contains(job.key()) && !running.test(job) && isSettled(job));
    }

    private boolean isSettled(CompletedJob job) {
        if (ledger.isFinished(job)) {
            return true;
        }
        boolean over = !vault.now().isBefore(job.expiresAt().orElse(Instant.MIN));
        boolean lost = over && ledger.claimed(List.of(job)).isEmpty();
        if (lost) {
            statistics.outputLost();
            reports.reportLoss(job, new JobOutputExpiredException(message(job)));
        }
        return lost;
    }

    private String message(CompletedJob job) {
        return "Vault " + vault.address() + ", job " + job.id()
                + ": expected to deliver its output before it expired at "
                + job.expiresAt().map(Instant::toString).orElse("an unknown time") + ", it was not complete by then";
    }
}
