package io.github.glacierjob.job;

import java.util.List;

/**
 * A job was asked for, the answer was not clear, and the job list did not settle whether the job exists. It is not asked
 * for again, because it may exist and costs money. Deliver the same message again later, or look with listJobs.
 */
public class JobMayExistException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> candidates;

    /**
     * An order whose outcome is not known.
     *
     * @param message    what was sent and what is not known
     * @param candidates ids of the jobs that may be the one that was ordered; empty if the list shows none
     * @param cause      the unclear answer, null if it is not known any more
     */
    public JobMayExistException(String message, List<String> candidates, Throwable cause) {
        super(message, cause);
        this.candidates = List.copyOf(candidates);
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
