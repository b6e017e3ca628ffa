package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The outputs that the consumer has listed as wanted, that it has not delivered yet and that the newest listing lacks. One that is
 * not listed after its day is lost: it is reported and counted, once. Used by the polling thread.
 */
final class ExpectedOutputs {

    private final OpenVault vault;
    private final JobLedger ledger;
    private final FailureReports reports;
    private final ConsumerStatistics statistics;

    ExpectedOutputs(OpenVault vault, JobLedger ledger, FailureReports reports, ConsumerStatistics statistics) {
        this.vault = vault;
        this.ledger = ledger;
        this.reports = reports;
        this.statistics = statistics;
    }

    /** Settles what the newest listing does not show. */
    void settle(Backlog backlog, Predicate<String> running) {
        backlog.removeUnlisted(job -> !running.test(job.key()) && isSettled(job.unpack()));
    }

    private boolean isSettled(CompletedJob job) {
        if (ledger.isFinished(job)) {
            return true;
        }
        boolean over = !vault.now().isBefore(job.expiresAt().orElse(Instant.MIN));
        boolean lost = over && ledger.claimed(Set.of(job.key())).isEmpty();
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
