package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.fault.LiveFault;

/** A fault in a simulator: counts how often it happened, and can be withdrawn. Thread-safe. */
public final class InjectedFault {
    private final LiveFault fault;

    InjectedFault(LiveFault fault) {
        this.fault = fault;
    }

    /** How often the fault has happened so far. */
    public long happened() {
        return fault.happened();
    }

    /** Withdraws the fault. */
    public void withdraw() {
        fault.withdraw();
    }
}
