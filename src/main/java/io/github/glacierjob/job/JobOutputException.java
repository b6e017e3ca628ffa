package io.github.glacierjob.job;

/** A job's output could not be had. The message names the vault, the job, the range, what was expected and what came. */
public class JobOutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message vault, job, range, what was expected and what came
     */
    public JobOutputException(String message) {
        super(message);
    }

    /**
     * Says what failed and because of what.
     *
     * @param message vault, job, range, what was expected and what came
     * @param cause   what it came from
     */
    public JobOutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
