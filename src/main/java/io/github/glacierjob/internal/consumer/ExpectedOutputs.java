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
import java.util.stream.Collectors;

/**
 * The outputs that the consumer has listed as wanted and has not delivered yet. One that is no longer listed after its day is
 * lost: it is reported and counted, once. Used by the polling thread.
 */
final class ExpectedOutputs {

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final FailureReports reports;
    private final ConsumerStatistics statistics;
    private final Map<String, Expected> expected = new LinkedHashMap<>();

    /** An output, and when it was first seen: it had completed by then. */
    private record Expected(CompletedJob job, Instant seen) {

        /** The end of its day at the latest. */
        Instant end() {
            return job.expiresAt().orElse(seen.plus(CompletedJob.OUTPUT_LIFETIME));
        }
    }

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
        Set<String> keys = wanted.stream().map(CompletedJob::key).collect(Collectors.toSet());
        expected.keySet().removeIf(key -> listed.contains(key) && !keys.contains(key));
        Instant now = vault.now();
        wanted.forEach(job ->
                expected.merge(job.key(), new Expected(job, now), (known, fresh) -> new Expected(job, known.seen())));
    }

    /** Settles what the newest listing does not show. */
    void settleUnlisted(Set<String> listed, Predicate<CompletedJob> running) {
        expected.values()
                .removeIf(output ->
                        !listed.contains(output.job().key()) && !running.test(output.job()) && isSettled(output));
    }

    /** Who has claimed an output may be at its last message when its day is over, but not for another day. */
    private boolean isSettled(Expected output) {
        CompletedJob job = output.job();
        if (ledger.isFinished(job)) {
            return true;
        }
        boolean over = !vault.now().isBefore(output.end());
        boolean claimed = over && !ledger.claimed(List.of(job)).isEmpty();
        boolean lost = over && (!claimed || !vault.now().isBefore(output.end().plus(CompletedJob.OUTPUT_LIFETIME)));
        if (lost) {
            statistics.outputLost();
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
