package io.github.glacierjob.internal.renewal;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.initiation.JobOrder;
import io.github.glacierjob.internal.initiation.OrderHistory;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.service.Failure;
import io.github.glacierjob.internal.service.JobQuery;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.options.GlacierJobOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Finds another job for an expired output: an existing job, or a new job, which costs money. Thread-safe. */
final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    /** The number of polls with the answer that the archive is unknown, after which the archive is not ordered again. */
    private static final int MOST_REFUSALS = 5;

    private static final String NOT_FOUND = "ResourceNotFoundException";

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final BegunOutputs begun;
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    Renewal(OpenVault<GlacierJobOptions> vault, JobLedger ledger, BegunOutputs begun) {
        this.vault = vault;
        this.ledger = ledger;
        this.begun = begun;
    }

    /** Orders another job. The request is saved before it is sent, so that a crash does not lead to a second request. */
    BegunOutput order(BegunOutput output, long missing) {
        ledger.requireClaim(output.job());
        Duration reuse = Duration.ofMillis(vault.options().getReuseMinLife());
        JobOrder order = JobOrder.again(vault.address(), output.job(), reuse, output.gone());
        SavedRequest saved = new SavedRequest(order, output);
        BegunOutput.Next next = next(order, saved);
        BegunOutput continued = saved.output.continuedBy(next, vault.now());
        refusals.remove(output.job().key());
        saved.saveNowOrLater(continued);
        log(continued, missing);
        return continued;
    }

    /**
     * Initiates or finds the next job. If several jobs match an unclear request, any of them can be used, even if another
     * program initiated it.
     */
    private BegunOutput.Next next(JobOrder order, SavedRequest saved) {
        try {
            JobOrder.Result filled = vault.initiator().initiate(order, saved);
            return new BegunOutput.Next(filled.answer().jobId(), filled.reused());
        } catch (JobMayExistException e) {
            if (e.candidates().isEmpty()) {
                throw e;
            }
            saved.output = saved.output.withUnknownPayment();
            return new BegunOutput.Next(e.candidates().get(0), true);
        }
    }

    private void log(BegunOutput output, long missing) {
        GlacierJobDescription old = output.job().details();
        LOG.warn(
                "Vault {}: the output of job {} expired with {} bytes missing; it continues with job {}, {}: archive {}, tier {}",
                vault.address(),
                printable(old.jobId()),
                missing,
                printable(output.next().jobId()),
                output.next().reused() ? "which existed already and costs nothing" : "which was initiated for it",
                printable(old.archiveId()),
                printable(String.valueOf(old.tier())));
    }

    /**
     * The job that the output continues with, if it has ended. A 404 counts as gone only if the job list confirms it and
     * the job existed before or is a day old, because the service may not know a job right after its initiation.
     */
    Optional<CompletedJob> completed(BegunOutput output) {
        try {
            GlacierJobDescription job =
                    vault.jobs().describe(vault.address(), output.next().jobId());
            return Boolean.TRUE.equals(job.completed())
                    ? Optional.of(new CompletedJob(job, output.job().outputId()))
                    : Optional.empty();
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            boolean over =
                    output.next().reused() || isOver(output.asked().begun().plus(CompletedJob.OUTPUT_LIFETIME));
            if (over && isServicesAnswer(e) && !isListed(output.next().jobId())) {
                begun.save(output.afterLossOf(output.next().jobId()));
            }
            return Optional.empty();
        }
    }

    /**
     * Whether an output is certainly gone, so that another job may be paid for: its day is over, and the service itself
     * answered twice that it does not know the job. One such answer alone may be from a gateway or a temporary fault.
     */
    boolean isGone(CompletedJob job, JobOutputExpiredException first) {
        return isServicesAnswer(first.getCause())
                && job.expiresAt().filter(this::isOver).isPresent()
                && isUnknown(job.id());
    }

    /**
     * Whether an archive can no longer be ordered: the service itself did not know it at several polls.
     *
     * @param refusal the answer to the request for a job
     */
    boolean isArchiveGone(BegunOutput output, AwsServiceException refusal) {
        String key = output.job().key();
        boolean gone = Failure.of(refusal) == Failure.GONE && refusals.merge(key, 1, Integer::sum) >= MOST_REFUSALS;
        if (gone) {
            refusals.remove(key);
        }
        return gone;
    }

    private boolean isOver(Instant life) {
        return !vault.now().isBefore(life);
    }

    private boolean isUnknown(String jobId) {
        try {
            vault.jobs().describe(vault.address(), jobId);
            return false;
        } catch (AwsServiceException e) {
            Failure.rethrowUnlessGone(e);
            return isServicesAnswer(e);
        }
    }

    private boolean isListed(String jobId) {
        AtomicBoolean listed = new AtomicBoolean();
        vault.jobs().read(vault.address(), JobQuery.COMPLETED, page -> {
            if (page.jobList().stream().anyMatch(job -> jobId.equals(job.jobId()))) {
                listed.set(true);
            }
        });
        return listed.get();
    }

    /** Whether the answer is from the service: its 404 has an error code, a gateway's page does not. */
    private static boolean isServicesAnswer(Throwable answer) {
        return answer instanceof AwsServiceException gone
                && Failure.codeOf(gone).equals(NOT_FOUND);
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

        /**
         * Saves the state of the request. An answer that cannot be saved must not count as a failure of the request, so
         * it is saved later.
         */
        @Override
        public void remember(Sent sent) {
            output = output.withRequest(sent);
            if (sent.answer() == null) {
                begun.saveOrForget(output);
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
