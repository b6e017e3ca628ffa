package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.OrderHistory;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobMayExistException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Gets another job for an output that expired: one that is there, or a new one, which costs money. Thread-safe. */
final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final OpenVault vault;
    private final JobLedger ledger;
    private final BegunOutputs begun;

    Renewal(OpenVault vault, JobLedger ledger, BegunOutputs begun) {
        this.vault = vault;
        this.ledger = ledger;
        this.begun = begun;
    }

    /** The request is remembered before it is sent, in the repository, so that no crash leads to a second one. */
    BegunOutput order(BegunOutput output, long missing) {
        ledger.requireClaim(output.job());
        Duration reuse = Duration.ofMillis(vault.options().getReuseMinLife());
        JobOrder order = JobOrder.again(vault.address(), output.job(), reuse, output.gone());
        SavedHistory history = new SavedHistory(order, output);
        BegunOutput.Next next = next(order, history);
        BegunOutput continued = history.output.goingOnWith(next, vault.now());
        history.keepOrOwe(continued);
        log(continued, missing);
        return continued;
    }

    /** Where two jobs may be the one that was asked for, both are there and one will do. */
    private BegunOutput.Next next(JobOrder order, OrderHistory history) {
        try {
            JobOrder.Result filled = vault.initiator().initiate(order, history);
            return new BegunOutput.Next(filled.answer().jobId(), filled.reused());
        } catch (JobMayExistException e) {
            return e.candidates().stream()
                    .findFirst()
                    .map(jobId -> new BegunOutput.Next(jobId, true))
                    .orElseThrow(() -> e);
        }
    }

    private void log(BegunOutput output, long missing) {
        GlacierJobDescription old = output.job().details();
        LOG.warn(
                "Vault {}: the output of job {} expired with {} bytes missing; it goes on with job {}, {}: archive {}, tier {}",
                vault.address(),
                old.jobId(),
                missing,
                output.next().jobId(),
                output.next().reused()
                        ? "which was there already and is not paid for again"
                        : "which was initiated for it",
                old.archiveId(),
                old.tier());
    }

    /**
     * The job that the output goes on with, once it has ended. It is gone only if it was there before, or has had the time to
     * be: right after its initiation the service may not know it yet.
     */
    Optional<CompletedJob> completed(BegunOutput output) {
        try {
            GlacierJobDescription job =
                    vault.jobs().describe(vault.address(), output.next().jobId());
            return Boolean.TRUE.equals(job.completed())
                    ? Optional.of(new CompletedJob(job, output.job().outputId()))
                    : Optional.empty();
        } catch (AwsServiceException e) {
            if (Failure.of(e) != Failure.GONE) {
                throw e;
            }
            if (output.next().reused() || isOutdated(output.asked().begun())) {
                begun.keep(output.without(output.next().jobId()));
            }
            return Optional.empty();
        }
    }

    private boolean isOutdated(Instant asked) {
        return !vault.now().isBefore(asked.plus(CompletedJob.OUTPUT_LIFETIME));
    }

    /** Keeps the last request with the output. Used by one thread. */
    private final class SavedHistory implements OrderHistory {

        private final JobOrder order;
        private BegunOutput output;

        SavedHistory(JobOrder order, BegunOutput output) {
            this.order = order;
            this.output = output;
        }

        @Override
        public Optional<Sent> last() {
            return output.sent(order);
        }

        /** An answer that cannot be written down must not count as a failure of the request: it is kept here until it can. */
        @Override
        public void remember(Sent sent) {
            output = output.asking(sent);
            if (sent.answer() == null) {
                begun.keep(output);
            } else {
                keepOrOwe(output);
            }
        }

        void keepOrOwe(BegunOutput known) {
            output = known;
            try {
                begun.keep(known);
            } catch (RuntimeException e) {
                LOG.warn("Job {} is known here only, until the progress repository takes it", known.next(), e);
            }
        }

        @Override
        public void forget() {
            output = output.asking(null);
            begun.keep(output);
        }

        @Override
        public Optional<Instant> redelivered() {
            return Optional.empty();
        }
    }
}
