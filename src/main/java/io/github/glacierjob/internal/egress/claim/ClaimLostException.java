package io.github.glacierjob.internal.egress.claim;

/** Another node may work on the archive by now: nothing more is sent or committed here. */
public final class ClaimLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ClaimLostException(String message) {
        super(message);
    }
}
