package io.github.glacierjob.kill;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The requests to the simulator, and faults in about 5% of them: each kind with the same probability. */
final class Traffic {

    private static final double ANY = 0.0025;
    private static final double OUTPUT = 0.004;
    private static final double INITIATION = 0.01;
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private final GlacierSimulator simulator;
    private final Random random;
    private final Map<String, InjectedFault> faults = new LinkedHashMap<>();
    private long requests;

    Traffic(GlacierSimulator simulator, Random random) {
        this.simulator = simulator;
        this.random = random;
        inject("throttling", Fault.throttling(), ANY);
        inject("tooManyRequests", Fault.tooManyRequests(), ANY);
        inject("serviceUnavailable", Fault.serviceUnavailable(), ANY);
        inject("emptyServiceUnavailable", Fault.emptyServiceUnavailable(), ANY);
        inject("badGateway", Fault.badGateway(), ANY);
        inject("accessDenied", Fault.accessDenied(), ANY);
        inject("expiredToken", Fault.expiredToken(), ANY);
        inject("requestTimeout", Fault.requestTimeout(), ANY);
        inject("resetBeforeAnswer", Fault.resetBeforeAnswer(), ANY);
        inject("stallBeforeAnswer", Fault.stallBeforeAnswer(SILENCE), ANY);
        inject("notFoundYet", Fault.notFoundYet(), OUTPUT);
        inject("resetBody", Fault.resetBody(1 << 19), OUTPUT);
        inject("earlyEnd", Fault.earlyEnd(1 << 18), OUTPUT);
        inject("stallBody", Fault.stallBody(1 << 17, SILENCE), OUTPUT);
        inject("corruptBody", Fault.corruptBody(12345), OUTPUT);
        inject("wrongChecksum", Fault.wrongChecksum(), OUTPUT);
        inject("missingChecksum", Fault.missingChecksum(), OUTPUT);
        inject("ignoreRange", Fault.ignoreRange(), OUTPUT);
        inject("wrongContentRange", Fault.wrongContentRange(), OUTPUT);
        inject("insufficientCapacity", Fault.insufficientCapacity(), INITIATION);
        inject("policyEnforced", Fault.policyEnforced(), INITIATION);
        inject("answerLost", Fault.answerLost(), INITIATION);
    }

    private void inject(String name, Fault fault, double probability) {
        faults.put(name, simulator.inject(fault.probability(probability, random.nextLong())));
    }

    /** The output of the job disappears after some of its requests. */
    static Fault expiry(String job, Random random) {
        return Fault.expired().on(Operation.GET_JOB_OUTPUT).job(job).after(random.nextInt(2));
    }

    /** Adds up the requests, and removes them from the simulator. */
    synchronized void count() {
        List<RecordedRequest> seen = simulator.requests();
        simulator.clearRequests();
        requests += seen.size();
    }

    void end() {
        faults.values().forEach(InjectedFault::withdraw);
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        long happened =
                faults.values().stream().mapToLong(InjectedFault::happened).sum();
        lines.add("| requests | %,d |".formatted(requests));
        lines.add("| faults | %,d, %.1f%% |".formatted(happened, 100.0 * happened / requests));
        faults.forEach((name, fault) -> lines.add("| %s | %,d |".formatted(name, fault.happened())));
        return lines;
    }
}
