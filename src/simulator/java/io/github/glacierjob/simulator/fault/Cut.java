package io.github.glacierjob.simulator.fault;

import java.io.IOException;

/** The order to break the connection off: by a reset, or by an ordinary end. */
public final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean reset;

    private Cut(boolean reset) {
        super(reset ? "reset" : "end");
        this.reset = reset;
    }

    /** By a reset. */
    public static Cut reset() {
        return new Cut(true);
    }

    /** By an ordinary end. */
    public static Cut end() {
        return new Cut(false);
    }

    /** Whether by a reset. */
    public boolean isReset() {
        return reset;
    }
}
