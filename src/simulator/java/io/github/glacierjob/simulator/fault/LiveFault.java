package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.Call;
import java.util.Random;

/** An active rule: counts the calls that it has seen and how often the fault happened. Thread-safe. */
public final class LiveFault {
    private final FaultRule rule;
    private final Random random;
    private long seen;
    private long happened;
    private boolean withdrawn;

    LiveFault(FaultRule rule) {
        this.rule = rule;
        this.random = new Random(rule.schedule().seed());
    }

    /** How often the fault has happened so far. */
    public synchronized long happened() {
        return happened;
    }

    /** Deactivates the rule. */
    public synchronized void withdraw() {
        withdrawn = true;
    }

    Effect effect() {
        return rule.effect();
    }

    /** Whether the fault happens to this call; counts the call. */
    synchronized boolean claims(Call call) {
        FaultSchedule schedule = rule.schedule();
        boolean spent = withdrawn || schedule.times() >= 0 && happened >= schedule.times();
        if (spent || !rule.match().matches(call)) {
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
