package io.github.glacierjob.internal.range;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;

/** The service answered with bytes that were not requested. They are not delivered, and the request is retried. */
public final class UnexpectedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String expected, String received) {
        super("expected " + Rejection.printable(expected) + ", got " + Rejection.printable(received));
    }
}
