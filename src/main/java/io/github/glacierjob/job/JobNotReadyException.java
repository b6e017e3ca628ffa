package io.github.glacierjob.job;

/** The job is still in progress: ask again later; nothing was downloaded. */
public class JobNotReadyException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message vault, job, range, what was expected and what came
     */
    public JobNotReadyException(String message) {
        super(message);
    }

    /**
     * Says what failed and because of what.
     *
     * @param message vault, job, range, what was expected and what came
     * @param cause   what it came from
     */
    public JobNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
