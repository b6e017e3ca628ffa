package io.github.glacierjob.simulator;

import java.util.Random;

/** A fault that a simulator has taken on: tells how often it happened, and can be withdrawn. Thread-safe. */
public final class InjectedFault {
    private final Fault fault;
    private final Random random;
    private long seen;
    private long happened;
    private boolean withdrawn;

    InjectedFault(Fault fault) {
        this.fault = fault;
        this.random = new Random(fault.schedule().seed());
    }

    /** How often it has happened so far. */
    public synchronized long happened() {
        return happened;
    }

    /** Ends it. */
    public synchronized void withdraw() {
        withdrawn = true;
    }

    Fault fault() {
        return fault;
    }

    /** Whether it happens to this call; counts the call. */
    synchronized boolean claims(Call call) {
        FaultSchedule schedule = fault.schedule();
        boolean spent = withdrawn || schedule.times() >= 0 && happened >= schedule.times();
        if (spent || !fault.match().matches(call)) {
            return false;
        }
        seen++;
        boolean due = seen > schedule.skip() && (seen - schedule.skip()) % schedule.every() == 0;
        boolean drawn = due && (schedule.probability() >= 1 || random.nextDouble() < schedule.probability());
        if (drawn) {
            happened++;
        }
        return drawn;
    }
}
