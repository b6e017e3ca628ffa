package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Route;
import java.util.Set;

/** Selects the requests for a fault; no routes, or null, means any. */
public record FaultMatch(Set<Route> routes, String vault, String jobId, Long rangeStart) {

    /** Selects requests for these routes; no routes means any. */
    public static FaultMatch of(Route... routes) {
        return new FaultMatch(Set.of(routes), null, null, null);
    }

    /** Replaces the routes; no routes means any. */
    public FaultMatch withRoutes(Route... others) {
        return new FaultMatch(Set.of(others), vault, jobId, rangeStart);
    }

    /** Limits the requests to this vault. */
    public FaultMatch withVault(String other) {
        return new FaultMatch(routes, other, jobId, rangeStart);
    }

    /** Limits the requests to this job; ListJobs matches any job. */
    public FaultMatch withJobId(String other) {
        return new FaultMatch(routes, vault, other, rangeStart);
    }

    /** Limits the requests to ranges that begin at this offset. */
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
