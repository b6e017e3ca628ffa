package io.github.glacierjob.job;

import io.github.glacierjob.internal.text.Rejection;
import java.util.List;

/**
 * An initiation had no clear answer, and the list of jobs did not prove whether the job exists. The request was not
 * repeated, because the job may exist and a second job costs money. Send the same message again later, or check with
 * listJobs.
 */
public class JobMayExistException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> candidates;

    /**
     * Creates the exception.
     *
     * @param message    which request was sent, and what is not known
     * @param candidates ids of the jobs that may be the requested job; empty if the list does not show any
     * @param cause      the unclear answer; null if it is no longer known
     */
    public JobMayExistException(String message, List<String> candidates, Throwable cause) {
        super(Rejection.printable(message), cause);
        this.candidates = List.copyOf(candidates);
    }

    /**
     * The jobs that may be the requested job.
     *
     * @return their ids; empty if the list does not show any
     */
    public List<String> candidates() {
        return candidates;
    }
}
