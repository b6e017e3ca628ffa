package io.github.glacierjob.job;

/** Bytes did not match their SHA-256 tree hash, also after they were fetched again. None of them was delivered. */
public class TreeHashMismatchException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    private final boolean whole;

    /**
     * Says what did not match.
     *
     * @param message vault, job, range, the hash that was expected and the one that was found
     * @param whole   whether each range was right by itself, and only all of them together are not
     */
    public TreeHashMismatchException(String message, boolean whole) {
        super(message);
        this.whole = whole;
    }

    /**
     * Whether the whole output does not match, although its ranges did: fetching one of them again cannot help.
     *
     * @return false if it is a single range
     */
    public boolean isWhole() {
        return whole;
    }
}
