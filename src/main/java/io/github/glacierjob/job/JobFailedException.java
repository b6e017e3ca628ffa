package io.github.glacierjob.job;

/**
 * The job ended with the status Failed and has no output. Its status message has the reason. A new job can be initiated.
 */
public class JobFailedException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobFailedException(String message) {
        super(message);
    }
}
