package io.github.glacierjob.job;

/** A job's output could not be fetched. The message names the vault, the job, the range, what was expected and what was found. */
public class JobOutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobOutputException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the cause
     */
    public JobOutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
