package io.github.glacierjob.job;

/** Bytes do not match their SHA-256 tree hash, also after they were fetched again. None of them was delivered. */
public class TreeHashMismatchException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    private final boolean whole;

    /**
     * Creates the exception.
     *
     * @param message vault, job, range, the expected hash and the computed one
     * @param whole   whether each range matched its own hash, but the whole output does not match
     */
    public TreeHashMismatchException(String message, boolean whole) {
        super(message);
        this.whole = whole;
    }

    /**
     * Whether the whole output does not match although each of its ranges did. Fetching a range again does not help then.
     *
     * @return false if a single range does not match
     */
    public boolean isWhole() {
        return whole;
    }
}
