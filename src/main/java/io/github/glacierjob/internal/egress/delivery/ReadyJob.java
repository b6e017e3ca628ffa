package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.job.JobOutputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/**
 * Creates the completed job of a READY row, from the row itself, or from the service if the row has no readable job.
 */
final class ReadyJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyJob.class);

    private ReadyJob() {}

    /** The current job of the row, with the id of the job whose output was delivered first. */
    static CompletedJob of(OpenVault<?> vault, ArchiveRow row) {
        return checked(row, new CompletedJob(details(vault, row), outputId(row)));
    }

    private static GlacierJobDescription details(OpenVault<?> vault, ArchiveRow row) {
        if (row.jobJson() != null) {
            try {
                GlacierJobDescription known = ServiceJson.JOB.fromText(row.jobJson());
                if (row.jobId().equals(known.jobId())) {
                    return known;
                }
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "Archive {}: the job in the ledger cannot be read; the service is asked for it: {}",
                        printable(row.archiveId()),
                        e.getMessage());
            }
        }
        return vault.completed(vault.address(), row.jobId()).details();
    }

    static String outputId(ArchiveRow row) {
        return row.outputId() == null ? row.jobId() : row.outputId();
    }

    /** Checks that a job retrieves the whole archive of a row: no other bytes may be delivered under its name. */
    static CompletedJob checked(ArchiveRow row, CompletedJob job) {
        GlacierJobDescription details = job.details();
        if (!isWhole(row, job)) {
            throw new JobOutputException("Vault " + row.vaultArn() + ", job " + printable(String.valueOf(job.id()))
                    + ": expected the whole archive " + printable(row.archiveId()) + ", it retrieves "
                    + printable(details.archiveId() + ", bytes " + details.retrievalByteRange() + " of "
                            + details.archiveSizeInBytes()));
        }
        return job;
    }

    /** Whether a job retrieves the whole archive of a row. */
    static boolean isWhole(ArchiveRow row, CompletedJob job) {
        Long size = job.details().archiveSizeInBytes();
        return job.isArchive()
                && row.archiveId().equals(job.details().archiveId())
                && job.outputStart() == 0
                && (size == null || job.outputSize().orElse(size) == size);
    }
}
