package io.github.glacierjob.internal.renewal;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.delivery.ClaimedJob;
import io.github.glacierjob.internal.delivery.Delivery;
import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.options.OnFailedJob;
import io.github.glacierjob.options.OutputMode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Delivers with {@code reinitiateExpired}: if an archive's begun output is gone, it continues with another job under the
 * first job's id, so that messages, progress and file continue too. Needs the claim of that id.
 */
public final class RenewingDelivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(RenewingDelivery.class);

    private final OpenVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final Delivery delivery;
    private final BegunOutputs begun;
    private final ExpiredOutputs expired;
    private final Renewal renewal;

    public RenewingDelivery(
            OpenVault<GlacierJobOptions> vault, JobLedger ledger, Delivery delivery, ExpiredOutputs expired) {
        this.vault = vault;
        this.ledger = ledger;
        this.delivery = delivery;
        this.begun = expired.begun();
        this.expired = expired;
        this.renewal = new Renewal(vault, ledger, begun);
    }

    @Override
    public boolean deliver(ClaimedJob claimed) throws RouteFailedException, InterruptedException {
        CompletedJob job = claimed.job();
        if (!job.isArchive() || !job.succeeded()) {
            return delivery.deliver(claimed);
        }
        Optional<BegunOutput> known = begun.find(job);
        if (known.filter(BegunOutput::isExpired).isPresent()) {
            return renew(claimed, known.get());
        }
        if (known.isEmpty() && !begun.fits(job)) {
            LOG.warn(
                    "The description of job {} is too long: if its output expires, no other job can continue it",
                    printable(job.id()));
            return delivery.deliver(claimed);
        }
        begun.begin(known.orElseGet(() -> BegunOutput.of(job)));
        try {
            requireOutput(job, known);
            return deliverToEnd(claimed, BegunOutput.of(job));
        } catch (JobOutputExpiredException e) {
            if (!renewal.isGone(job, e)) {
                throw e;
            }
            return renewAfterLoss(claimed, BegunOutput.of(job), job);
        }
    }

    /** Checks that the output exists, with a request of its own, because descriptors are created without a request. */
    private void requireOutput(CompletedJob job, Optional<BegunOutput> known) {
        if (known.isPresent() && vault.options().getOutputMode() == OutputMode.ranges) {
            vault.completed(vault.address(), job.id());
        }
    }

    private boolean deliverToEnd(ClaimedJob claimed, BegunOutput output)
            throws RouteFailedException, InterruptedException {
        boolean done = delivery.deliver(claimed);
        if (done) {
            expired.finish(output);
        }
        return done;
    }

    private boolean renewAfterLoss(ClaimedJob claimed, BegunOutput output, CompletedJob gone)
            throws RouteFailedException, InterruptedException {
        BegunOutput lost = output.afterLossOf(gone.id());
        begun.save(lost);
        return renew(claimed, lost);
    }

    private boolean renew(ClaimedJob claimed, BegunOutput output) throws RouteFailedException, InterruptedException {
        BegunOutput continued = output.next() == null ? order(claimed, output) : output;
        Optional<CompletedJob> next = renewal.completed(continued);
        if (next.isEmpty()) {
            return false;
        }
        if (!next.get().succeeded() && continued.next().reused()) {
            // A failed job of another program, without cost for this output: it is not used again.
            return renewAfterLoss(claimed, continued, next.get());
        }
        if (!continued.isSameAs(next.get())) {
            claimed.giveUp();
            giveUp(continued, next.get());
            return false;
        }
        return continueWith(claimed.servedBy(next.get()), continued, next.get());
    }

    private BegunOutput order(ClaimedJob claimed, BegunOutput output) {
        int most = vault.options().getMaxReinitiations();
        if (output.lostPayments() >= most && !output.isUnsettled()) {
            throw givenUp(claimed, output, "is not requested again (maxReinitiations=" + most + ")", null);
        }
        try {
            return renewal.order(output, missing(output.job()));
        } catch (AwsServiceException e) {
            if (!renewal.isArchiveGone(output, e)) {
                throw e;
            }
            String archive = output.job().details().archiveId();
            throw givenUp(claimed, output, "the service does not know archive " + archive + " any more", e);
        }
    }

    private JobOutputExpiredException givenUp(
            ClaimedJob claimed, BegunOutput output, String why, AwsServiceException refusal) {
        long missing = missing(output.job());
        claimed.giveUp();
        begun.end(output.job());
        return new JobOutputExpiredException(
                "Vault " + vault.address() + ", job " + output.job().id() + ": its output expired with " + missing
                        + " bytes missing and " + why,
                refusal);
    }

    private boolean continueWith(ClaimedJob served, BegunOutput output, CompletedJob next)
            throws RouteFailedException, InterruptedException {
        if (!next.succeeded() && vault.options().getOnFailedJob() == OnFailedJob.ignore) {
            LOG.warn(
                    "Job {} failed; the output of job {} should have continued with it",
                    printable(next.id()),
                    printable(next.outputId()));
            ledger.record(next);
            return false;
        }
        try {
            return deliverToEnd(served, output);
        } catch (JobOutputExpiredException e) {
            if (!renewal.isGone(next, e)) {
                throw e;
            }
            return renewAfterLoss(served, output, next);
        }
    }

    /**
     * Ends the begun output because the other job has different bytes, which must not be combined with the first bytes.
     * The other job is consumed from its start like any other job.
     */
    private void giveUp(BegunOutput output, CompletedJob other) {
        LOG.warn(
                "Job {} has another output than job {}: expected archive {} with tree hash {}, got {} with {};"
                        + " the rest of the first is not consumed",
                printable(other.id()),
                printable(output.job().id()),
                printable(output.job().details().archiveId()),
                output.job().outputTreeHash().map(Rejection::printable).orElse("(none)"),
                printable(String.valueOf(other.details().archiveId())),
                other.outputTreeHash().map(Rejection::printable).orElse("(none)"));
        begun.end(output.job());
    }

    private long missing(CompletedJob job) {
        return Math.max(0, job.outputSize().orElse(0) - consumed(job));
    }

    /**
     * The bytes that need not be fetched again: with mode file, the bytes on the disk; otherwise the bytes that the route
     * has received.
     */
    private long consumed(CompletedJob job) {
        GlacierJobOptions options = vault.options();
        if (options.getOutputMode() != OutputMode.file) {
            return ledger.progress(job).map(Progress::position).orElse(0L);
        }
        OutputFile file = OutputFile.in(options.getWorkDirectory(), "job id", job.outputId())
                .whenExists(options.getFileExist());
        return file.recordedBytes()
                + file.renamedFor(job, options.getChecksumPolicy())
                        .map(OutputFile::recordedBytes)
                        .orElse(0L);
    }

    @Override
    public void removeLeftovers(CompletedJob job) {
        delivery.removeLeftovers(job);
    }

    @Override
    public void stopFetching() {
        delivery.stopFetching();
    }
}
