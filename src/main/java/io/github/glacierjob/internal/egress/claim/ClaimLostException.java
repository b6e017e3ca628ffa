package io.github.glacierjob.internal.egress.claim;

import io.github.glacierjob.internal.text.Rejection;

/** Another node may work on the archive now, so this node sends and commits nothing more for it. */
public final class ClaimLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ClaimLostException(String message) {
        super(Rejection.printable(message));
    }
}
