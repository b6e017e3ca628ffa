package io.github.glacierjob.internal.range;

import java.io.IOException;

/** The service answered with other bytes than the requested ones. They are not delivered, and the request is retried. */
public final class UnexpectedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String expected, String received) {
        super("expected " + expected + ", got " + received);
    }
}
