package io.github.glacierjob.simulator;

import java.io.IOException;

/** The order to break the connection off: by a reset, or by an ordinary end. */
final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean reset;

    private Cut(boolean reset) {
        super(reset ? "reset" : "end");
        this.reset = reset;
    }

    static Cut reset() {
        return new Cut(true);
    }

    static Cut end() {
        return new Cut(false);
    }

    boolean isReset() {
        return reset;
    }
}
