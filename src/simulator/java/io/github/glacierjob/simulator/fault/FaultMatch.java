package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Route;
import java.util.Set;

/** Which requests a fault can happen to; no routes, or null, means any. */
public record FaultMatch(Set<Route> routes, String vault, String jobId, Long rangeStart) {

    /** Requests for these; none means any. */
    public static FaultMatch of(Route... routes) {
        return new FaultMatch(Set.of(routes), null, null, null);
    }

    /** For these instead; none means any. */
    public FaultMatch withRoutes(Route... others) {
        return new FaultMatch(Set.of(others), vault, jobId, rangeStart);
    }

    /** Only for this vault. */
    public FaultMatch withVault(String other) {
        return new FaultMatch(routes, other, jobId, rangeStart);
    }

    /** Only for this job; ListJobs matches any job. */
    public FaultMatch withJobId(String other) {
        return new FaultMatch(routes, vault, other, rangeStart);
    }

    /** Only for ranges that begin here. */
    public FaultMatch withRangeStart(long other) {
        return new FaultMatch(routes, vault, jobId, other);
    }

    boolean matches(Call call) {
        return (routes.isEmpty() || routes.contains(call.route()))
                && (vault == null || vault.equals(call.vault()))
                && (jobId == null || call.route() == Route.LIST_JOBS || jobId.equals(call.id()))
                && (rangeStart == null || rangeStart == call.rangeStart());
    }
}
