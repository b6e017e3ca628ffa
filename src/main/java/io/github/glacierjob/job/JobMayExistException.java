package io.github.glacierjob.job;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;

/**
 * A job was asked for, the answer was not clear, and the job list did not settle whether the job exists. It was not asked
 * for again, because it may have been made and costs money. Deliver the same message again later, or look with listJobs.
 */
public class JobMayExistException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> candidates;

    private JobMayExistException(String message, List<String> candidates, Throwable cause) {
        super(message, cause);
        this.candidates = List.copyOf(candidates);
    }

    static JobMayExistException unlisted(Trail.Sent sent, Throwable cause) {
        return new JobMayExistException(
                said(sent.request()) + " began at " + sent.begun()
                        + ", expected a clear answer or the job in the list, "
                        + "and neither came; the job may exist: deliver the message again later, or look with listJobs "
                        + "before you initiate it anew",
                List.of(),
                cause);
    }

    static JobMayExistException several(Trail.Sent sent, List<String> candidates, Throwable cause) {
        return new JobMayExistException(
                said(sent.request()) + " began at " + sent.begun() + " without a clear answer, expected one job in the "
                        + "list that it may have made, found "
                        + candidates.stream().map(Rejection::printable).collect(Collectors.joining(" and "))
                        + "; nothing was initiated anew: take one of them",
                candidates,
                cause);
    }

    private static String said(InitiateJobRequest request) {
        String archive = request.jobParameters().archiveId();
        return "Vault " + VaultAddress.parse(request.vaultName(), request.accountId()) + ": the initiation of "
                + request.jobParameters().type()
                + (archive == null ? "" : " of archive " + Rejection.printable(archive));
    }

    /**
     * The jobs that may be the one that was asked for.
     *
     * @return their ids; empty if the list shows none
     */
    public List<String> candidates() {
        return candidates;
    }
}
