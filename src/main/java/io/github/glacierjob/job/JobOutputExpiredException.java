package io.github.glacierjob.job;

/** The service no longer knows the job or its output, which live about 24 hours after completion: initiate the job again. */
public class JobOutputExpiredException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobOutputExpiredException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the cause
     */
    public JobOutputExpiredException(String message, Throwable cause) {
        super(message, cause);
    }
}
