package io.github.glacierjob.job;

/** Bytes did not match their SHA-256 tree hash, also after they were fetched again. None of them was handed over. */
public class TreeHashMismatchException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message vault, job, range, what was expected and what came
     */
    public TreeHashMismatchException(String message) {
        super(message);
    }

    /**
     * Says what failed and because of what.
     *
     * @param message vault, job, range, what was expected and what came
     * @param cause   what it came from
     */
    public TreeHashMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
