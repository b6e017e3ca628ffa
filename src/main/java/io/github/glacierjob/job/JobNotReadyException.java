package io.github.glacierjob.job;

/** The job is still in progress: ask again later; nothing was downloaded. */
public class JobNotReadyException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobNotReadyException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the cause
     */
    public JobNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
