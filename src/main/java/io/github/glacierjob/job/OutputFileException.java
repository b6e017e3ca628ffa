package io.github.glacierjob.job;

/**
 * An output could not be put into its file for a reason on this side: the disk, the directory, or somebody else who writes
 * the same file. Never tried again as a fault of the network is; what was recorded stays, and the next attempt goes on.
 */
public class OutputFileException extends JobOutputException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message which file, what was expected and what came
     * @param cause   what it came from
     */
    public OutputFileException(String message, Exception cause) {
        super(message, cause);
    }
}
