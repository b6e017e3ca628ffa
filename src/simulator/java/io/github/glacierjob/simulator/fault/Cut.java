package io.github.glacierjob.simulator.fault;

import java.io.IOException;

/** Orders the end of a connection: by a reset, by a normal close, or by a close without the close_notify of TLS. */
public final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean reset;
    private final boolean inOrder;

    private Cut(String message, boolean reset, boolean inOrder) {
        super(message);
        this.reset = reset;
        this.inOrder = inOrder;
    }

    /** Ends the connection by a reset. */
    public static Cut reset() {
        return new Cut("reset", true, false);
    }

    /** Ends the connection by a normal close. */
    public static Cut end() {
        return new Cut("end", false, true);
    }

    /** Ends the connection below TLS, without close_notify. */
    public static Cut truncation() {
        return new Cut("truncation", false, false);
    }

    /** Whether this is a normal close. */
    public boolean isInOrder() {
        return inOrder;
    }

    /** Whether this is a reset. */
    public boolean isReset() {
        return reset;
    }
}
