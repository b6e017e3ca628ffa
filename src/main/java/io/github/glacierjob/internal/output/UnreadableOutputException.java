package io.github.glacierjob.internal.output;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;

/**
 * A byte of an output could not be fetched; the cause says why. The type distinguishes this failure from a failure of the
 * reader.
 */
public final class UnreadableOutputException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableOutputException(Throwable cause) {
        super(cause == null ? null : Rejection.printable(String.valueOf(cause.getMessage())), cause);
    }
}
