package io.github.glacierjob.internal.consumer;

import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Settles expected outputs: wanted outputs that are not delivered and that are missing in the newest listing. An output
 * that is still missing after its lifetime of a day is lost; the loss is reported and counted once. Used by the polling
 * thread.
 */
record ExpectedOutputs(
        OpenVault<GlacierJobOptions> vault, JobLedger ledger, FailureReports reports, ConsumerStatistics statistics) {

    /** Removes the settled outputs from the backlog. */
    void settle(Backlog backlog, Predicate<String> running) {
        backlog.removeUnlisted(job -> !running.test(job.key()) && isSettled(job));
    }

    /**
     * Whether an output is delivered or lost. A node that has claimed the output may still deliver its last message after
     * the output's day, but not for longer than another day.
     */
    private boolean isSettled(OpenJob output) {
        CompletedJob job = output.unpack();
        if (ledger.isFinished(job)) {
            return true;
        }
        boolean over = !vault.now().isBefore(output.end());
        boolean claimed = over && !ledger.claimed(Set.of(job.key())).isEmpty();
        boolean lost = over && (!claimed || !vault.now().isBefore(output.end().plus(CompletedJob.OUTPUT_LIFETIME)));
        if (lost) {
            statistics.outputLost(job);
            reports.reportLoss(job, new JobOutputExpiredException(message(job, claimed)));
        }
        return lost;
    }

    private String message(CompletedJob job, boolean claimed) {
        return "Vault " + vault.address() + ", job " + job.id()
                + ": expected to deliver its output before it expired at "
                + job.expiresAt().map(Instant::toString).orElse("an unknown time") + ", it was not complete "
                + (claimed
                        ? "a day later, and its claim was never released: remove it from inProgressRepository"
                        : "by then");
    }
}
