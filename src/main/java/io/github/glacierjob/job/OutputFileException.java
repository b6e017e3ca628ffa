package io.github.glacierjob.job;

/**
 * An output could not be written to its file for a local reason: the disk, the directory, or another writer of the same file.
 * It is not retried like a fault of the network. The recorded ranges are kept, and the next attempt continues with the rest.
 */
public class OutputFileException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which file, what was expected and what was found
     * @param cause   the failure behind it
     */
    public OutputFileException(String message, Exception cause) {
        super(message, cause);
    }
}
