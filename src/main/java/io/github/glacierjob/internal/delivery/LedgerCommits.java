package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.ledger.Claims;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import java.util.Optional;

/**
 * Commits to the three repositories of a consumer of jobs.
 *
 * @param job the job, or the first of several jobs with the same output
 */
record LedgerCommits(JobLedger ledger, CompletedJob job, Claims.Claim claim) implements Commits {

    @Override
    public Optional<Progress> progress() {
        return ledger.progress(job);
    }

    @Override
    public void requireClaim() {
        ledger.requireClaim(job);
    }

    @Override
    public void advance(Progress reached) {
        ledger.advance(job, reached);
    }

    @Override
    public void record() {
        ledger.record(job);
    }

    @Override
    public void close() {
        claim.close();
    }
}
