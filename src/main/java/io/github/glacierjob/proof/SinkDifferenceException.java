package io.github.glacierjob.proof;

import io.github.glacierjob.internal.text.Rejection;
import org.apache.camel.RuntimeCamelException;

/** The bytes at the destination differ from the bytes of the vault. The archive is delivered again. */
public class SinkDifferenceException extends RuntimeCamelException {

    private static final long serialVersionUID = 1;

    private final boolean whole;

    /**
     * Creates the exception.
     *
     * @param message the archive, the expected value and the value of the destination
     * @param whole   whether all chunks together are different
     */
    public SinkDifferenceException(String message, boolean whole) {
        super(Rejection.printable(message));
        this.whole = whole;
    }

    /**
     * Whether all chunks together are different at the destination, so that sending one chunk again does not help.
     *
     * @return false if only the chunk of the message is different
     */
    public boolean isWhole() {
        return whole;
    }
}
