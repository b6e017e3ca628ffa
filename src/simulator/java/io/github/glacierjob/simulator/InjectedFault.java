package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.fault.LiveFault;

/** A fault that a simulator has taken on: says how often it happened, and can be withdrawn. Thread-safe. */
public final class InjectedFault {
    private final LiveFault fault;

    InjectedFault(LiveFault fault) {
        this.fault = fault;
    }

    /** How often it has happened so far. */
    public long happened() {
        return fault.happened();
    }

    /** Ends it. */
    public void withdraw() {
        fault.withdraw();
    }
}
