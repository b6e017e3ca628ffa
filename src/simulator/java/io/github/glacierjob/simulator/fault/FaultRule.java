package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.Route;

/** A rule for a fault: its effect, its requests, and its schedule. */
public record FaultRule(Effect effect, FaultMatch match, FaultSchedule schedule) {

    /** Creates a rule for the first request for one of these routes; no routes means any. */
    public static FaultRule once(Effect effect, Route... routes) {
        return new FaultRule(effect, FaultMatch.of(routes), FaultSchedule.ONCE);
    }

    /** Copies the rule with other requests. */
    public FaultRule with(FaultMatch other) {
        return new FaultRule(effect, other, schedule);
    }

    /** Copies the rule with another schedule. */
    public FaultRule with(FaultSchedule other) {
        return new FaultRule(effect, match, other);
    }

    @Override
    public String toString() {
        return effect + " " + match + " " + schedule;
    }
}
