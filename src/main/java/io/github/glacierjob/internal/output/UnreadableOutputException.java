package io.github.glacierjob.internal.output;

import java.io.IOException;

/** A byte of an output could not be fetched; the cause says why. It distinguishes this from a failure of the reader. */
public final class UnreadableOutputException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableOutputException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
