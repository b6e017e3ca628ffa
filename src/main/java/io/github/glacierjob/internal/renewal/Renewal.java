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

/** Gets another job for an output that expired: an existing one, or a new one, which costs money. Thread-safe. */
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

    /** The request is saved before it is sent, so that no crash leads to a second one. */
    BegunOutput order(BegunOutput output, long missing) {
        ledger.requireClaim(output.job());
        Duration reuse = Duration.ofMillis(vault.options().getReuseMinLife());
        JobOrder order = JobOrder.again(vault.address(), output.job(), reuse, output.gone());
        SavedRequest saved = new SavedRequest(order, output);
        BegunOutput.Next next = next(order, saved);
        BegunOutput continued = saved.output.continuedBy(next, vault.now());
        saved.saveNowOrLater(continued);
        log(continued, missing);
        return continued;
    }

    /** If two jobs may be the requested one, both exist, and one of them is enough. */
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
                "Vault {}: the output of job {} expired with {} bytes missing; it continues with job {}, {}: archive {}, tier {}",
                vault.address(),
                old.jobId(),
                missing,
                output.next().jobId(),
                output.next().reused() ? "which existed already and costs nothing" : "which was initiated for it",
                old.archiveId(),
                old.tier());
    }

    /**
     * The job that the output continues with, once it has ended. A 404 means that it is gone only if it existed before or is a
     * day old: right after its initiation the service may not know it yet.
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
                begun.save(output.afterLossOf(output.next().jobId()));
            }
            return Optional.empty();
        }
    }

    private boolean isOutdated(Instant asked) {
        return !vault.now().isBefore(asked.plus(CompletedJob.OUTPUT_LIFETIME));
    }

    /** The last request, saved with the output. Used by one thread. */
    private final class SavedRequest implements OrderHistory {

        private final JobOrder order;
        private BegunOutput output;

        SavedRequest(JobOrder order, BegunOutput output) {
            this.order = order;
            this.output = output;
        }

        @Override
        public Optional<Sent> last() {
            return output.lastRequest(order);
        }

        /** An answer that cannot be saved must not count as a failure of the request: it is saved later. */
        @Override
        public void remember(Sent sent) {
            output = output.withRequest(sent);
            if (sent.answer() == null) {
                begun.save(output);
            } else {
                saveNowOrLater(output);
            }
        }

        void saveNowOrLater(BegunOutput known) {
            output = known;
            try {
                begun.save(known);
            } catch (RuntimeException e) {
                LOG.warn(
                        "Job {} could not be saved, only this process knows it: it is saved at a later poll",
                        known.next(),
                        e);
            }
        }

        @Override
        public void forget() {
            output = output.withRequest(null);
            begun.save(output);
        }

        @Override
        public Optional<Instant> redelivered() {
            return Optional.empty();
        }
    }
}
