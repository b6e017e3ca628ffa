package io.github.glacierjob.simulator.fault;

import java.io.IOException;

/** The order to break the connection off: by a reset, by an ordinary end, or by an end without the farewell of TLS. */
public final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean reset;
    private final boolean inOrder;

    private Cut(String message, boolean reset, boolean inOrder) {
        super(message);
        this.reset = reset;
        this.inOrder = inOrder;
    }

    /** By a reset. */
    public static Cut reset() {
        return new Cut("reset", true, false);
    }

    /** By an ordinary end. */
    public static Cut end() {
        return new Cut("end", false, true);
    }

    /** By an end of the connection below TLS. */
    public static Cut truncation() {
        return new Cut("truncation", false, false);
    }

    /** Whether by an ordinary end. */
    public boolean isInOrder() {
        return inOrder;
    }

    /** Whether by a reset. */
    public boolean isReset() {
        return reset;
    }
}
