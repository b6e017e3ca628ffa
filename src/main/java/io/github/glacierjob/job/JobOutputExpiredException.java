package io.github.glacierjob.job;

/**
 * The service no longer knows the job or its output: both exist for about 24 hours after the completion. To get the
 * output, initiate a new job.
 */
public class JobOutputExpiredException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobOutputExpiredException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the failure behind it
     */
    public JobOutputExpiredException(String message, Throwable cause) {
        super(message, cause);
    }
}
