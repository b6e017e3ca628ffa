package io.github.glacierjob.job;

/** The job ended as Failed, so that it has no output: its status message says why; it may be initiated anew. */
public class JobFailedException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message vault, job, range, what was expected and what came
     */
    public JobFailedException(String message) {
        super(message);
    }

    /**
     * Says what failed and because of what.
     *
     * @param message vault, job, range, what was expected and what came
     * @param cause   what it came from
     */
    public JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
