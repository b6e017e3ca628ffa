package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.Route;

/** What goes wrong, for which requests, and how often. */
public record FaultRule(Effect effect, FaultMatch match, FaultSchedule schedule) {

    /** Once, at the first request for one of these; none means any. */
    public static FaultRule once(Effect effect, Route... routes) {
        return new FaultRule(effect, FaultMatch.of(routes), FaultSchedule.ONCE);
    }

    /** The same for other requests. */
    public FaultRule with(FaultMatch other) {
        return new FaultRule(effect, other, schedule);
    }

    /** The same at other times. */
    public FaultRule with(FaultSchedule other) {
        return new FaultRule(effect, match, other);
    }

    @Override
    public String toString() {
        return effect + " " + match + " " + schedule;
    }
}
