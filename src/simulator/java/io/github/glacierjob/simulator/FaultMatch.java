package io.github.glacierjob.simulator;

import java.util.Set;

/** Which requests a fault can happen to; no operations, or null, means any. */
record FaultMatch(Set<Operation> operations, String vault, String jobId, Long rangeStart) {

    static FaultMatch of(Operation... operations) {
        return new FaultMatch(Set.of(operations), null, null, null);
    }

    FaultMatch withOperations(Operation... others) {
        return new FaultMatch(Set.of(others), vault, jobId, rangeStart);
    }

    FaultMatch withVault(String other) {
        return new FaultMatch(operations, other, jobId, rangeStart);
    }

    FaultMatch withJobId(String other) {
        return new FaultMatch(operations, vault, other, rangeStart);
    }

    FaultMatch withRangeStart(long other) {
        return new FaultMatch(operations, vault, jobId, other);
    }

    boolean matches(Call call) {
        return (operations.isEmpty() || operations.contains(call.operation()))
                && (vault == null || vault.equals(call.vault()))
                && (jobId == null || call.operation() == Operation.LIST_JOBS || jobId.equals(call.id()))
                && (rangeStart == null || rangeStart == call.rangeStart());
    }
}
