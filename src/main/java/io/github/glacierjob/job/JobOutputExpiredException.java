package io.github.glacierjob.job;

/** The service no longer knows the job or its output, which live about 24 hours after completion: the job has to be initiated anew. */
public class JobOutputExpiredException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message vault, job, range, what was expected and what came
     */
    public JobOutputExpiredException(String message) {
        super(message);
    }

    /**
     * Says what failed and because of what.
     *
     * @param message vault, job, range, what was expected and what came
     * @param cause   what it came from
     */
    public JobOutputExpiredException(String message, Throwable cause) {
        super(message, cause);
    }
}
