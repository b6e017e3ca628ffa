package io.github.glacierjob.job;

/** The job is still in progress, and nothing was downloaded. Send the same message again later. */
public class JobNotReadyException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobNotReadyException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the failure behind it
     */
    public JobNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
