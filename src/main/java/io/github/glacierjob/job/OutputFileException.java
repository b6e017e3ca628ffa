package io.github.glacierjob.job;

/**
 * An output could not be put into its file for a reason on this side: the disk, the directory, or another writer of the
 * same file. Not retried as a fault of the network is; what was recorded stays, and the next attempt continues.
 */
public class OutputFileException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * With a cause.
     *
     * @param message which file, what was expected and what was found
     * @param cause   the cause
     */
    public OutputFileException(String message, Exception cause) {
        super(message, cause);
    }
}
