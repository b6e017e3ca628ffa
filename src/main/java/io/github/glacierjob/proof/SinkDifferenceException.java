package io.github.glacierjob.proof;

import io.github.glacierjob.internal.text.Rejection;
import org.apache.camel.RuntimeCamelException;

/** The destination has stored other bytes than those that were read from the vault. The archive is delivered again. */
public class SinkDifferenceException extends RuntimeCamelException {

    private static final long serialVersionUID = 1;

    private final boolean whole;

    /**
     * A difference.
     *
     * @param message the archive, the expected value and the value of the destination
     * @param whole   whether it is one of all chunks together
     */
    public SinkDifferenceException(String message, boolean whole) {
        super(Rejection.printable(message));
        this.whole = whole;
    }

    /**
     * Whether the chunks as a whole are different at the destination, so that sending one of them again does not help.
     *
     * @return false if the message alone is different
     */
    public boolean isWhole() {
        return whole;
    }
}
