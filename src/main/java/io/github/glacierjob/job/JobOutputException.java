package io.github.glacierjob.job;

import io.github.glacierjob.internal.text.Rejection;

/**
 * The output of a job could not be downloaded or delivered. The message names the vault, the job, the range, what was expected and what was found.
 */
public class JobOutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobOutputException(String message) {
        super(Rejection.printable(message));
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message vault, job, range, what was expected and what was found
     * @param cause   the failure behind it
     */
    public JobOutputException(String message, Throwable cause) {
        super(Rejection.printable(message), cause);
    }
}
