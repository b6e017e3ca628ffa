package io.github.glacierjob.job;

/** The job ended as Failed, so that it has no output: its status message says why; it may be initiated again. */
public class JobFailedException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message vault, job, range, what was expected and what was found
     */
    public JobFailedException(String message) {
        super(message);
    }
}
