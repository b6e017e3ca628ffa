package io.github.glacierjob.wholevault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.InjectedFault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatedJob;
import io.github.glacierjob.simulator.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A simulated vault with archives of all sizes, the faults of the service, and the facts that can be observed from
 * outside.
 */
final class Vault implements AutoCloseable {

    private static final int MIB = 1 << 20;
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final int BULK_SECONDS = 5;
    private static final int INVENTORY_SECONDS = 2;

    private final GlacierSimulator glacier;
    private final List<String> archives = new ArrayList<>();
    private final Map<String, InjectedFault> faults = new LinkedHashMap<>();
    private final Random random;
    private final FastClock clock;
    private long bytes;

    Vault(Random random, FastClock clock, long bytesPerSecond) {
        this.random = random;
        this.clock = clock;
        this.glacier = GlacierSimulator.builder()
                .clock(clock)
                .archiveJobDuration(Tier.BULK, clock.seconds(BULK_SECONDS))
                .inventoryJobDuration(clock.seconds(INVENTORY_SECONDS))
                .bytesPerSecondPerConnection(bytesPerSecond)
                .requestsKept(0)
                .start();
        glacier.createVault(Node.VAULT);
    }

    /** Sizes from a byte to the largest, equally many of each magnitude, including sizes around multiples of a MiB. */
    void fill(int count, long largest) {
        long[] edges = {1, MIB - 1, MIB, MIB + 1, largest};
        for (int i = 0; i < count; i++) {
            long size = i < edges.length ? edges[i] : (long) Math.exp(random.nextDouble() * Math.log(largest));
            Content content = Content.seeded(random.nextLong(), Math.max(1, size));
            archives.add(glacier.addArchive(Node.VAULT, content, "archive " + i));
            bytes += content.size();
        }
    }

    /** Injects each kind of fault that a repeated request overcomes into this share of the requests. */
    void misbehave(double share) {
        inject("throttling", Fault.throttling(), share);
        inject("tooManyRequests", Fault.tooManyRequests(), share);
        inject("serviceUnavailable", Fault.serviceUnavailable(), share);
        inject("emptyServiceUnavailable", Fault.emptyServiceUnavailable(), share);
        inject("badGateway", Fault.badGateway(), share);
        inject("requestTimeout", Fault.requestTimeout(), share);
        inject("resetBeforeAnswer", Fault.resetBeforeAnswer(), share);
        inject("stallBeforeAnswer", Fault.stallBeforeAnswer(SILENCE), share);
        inject("notFoundYet", Fault.notFoundYet(), share);
        inject("resetBody", Fault.resetBody(MIB / 2), share);
        inject("earlyEnd", Fault.earlyEnd(MIB / 4), share);
        inject("stallBody", Fault.stallBody(MIB / 8, SILENCE), share);
        inject("corruptBody", Fault.corruptBody(12345), share);
        inject("wrongChecksum", Fault.wrongChecksum(), share);
        inject("missingChecksum", Fault.missingChecksum(), share);
        inject("ignoreRange", Fault.ignoreRange(), share);
        inject("wrongContentRange", Fault.wrongContentRange(), share);
        inject("insufficientCapacity", Fault.insufficientCapacity(), share);
        inject("policyEnforced", Fault.policyEnforced(), share);
        inject("answerLost", Fault.answerLost(), share);
        inject("listLag", Fault.listLag(2), share);
    }

    private void inject(String name, Fault fault, double share) {
        faults.put(name, glacier.inject(fault.probability(share, random.nextLong())));
    }

    FastClock clock() {
        return clock;
    }

    String endpoint() {
        return glacier.endpoint().toString();
    }

    List<String> archives() {
        return archives;
    }

    long bytes() {
        return bytes;
    }

    long served() {
        return glacier.bytesSent(Operation.GET_JOB_OUTPUT);
    }

    long requests(Operation operation) {
        return glacier.requestCount(operation);
    }

    /** The number of jobs that were initiated for each archive; inventories are under an empty id. */
    Map<String, Long> jobs() {
        return glacier.jobs(Node.VAULT).stream().collect(groupingBy(Vault::archiveOf, counting()));
    }

    /** The most bytes that were ordered in a window of this length, by the service's own times. */
    long mostOrderedIn(Duration window) {
        List<SimulatedJob> orders = glacier.jobs(Node.VAULT).stream()
                .filter(job -> job.archiveId() != null)
                .toList();
        return orders.stream()
                .mapToLong(last -> orders.stream()
                        .filter(job -> job.created().isAfter(last.created().minus(window)))
                        .filter(job -> !job.created().isAfter(last.created()))
                        .mapToLong(SimulatedJob::outputSize)
                        .sum())
                .max()
                .orElse(0);
    }

    private static String archiveOf(SimulatedJob job) {
        return job.archiveId() == null ? "" : job.archiveId();
    }

    /** The archives whose file does not exist or has other bytes. */
    List<String> notWhole(Path directory, Map<String, String> names) {
        return archives.stream()
                .filter(archive -> !isWhole(archive, directory.resolve(names.getOrDefault(archive, archive))))
                .toList();
    }

    private boolean isWhole(String archive, Path file) {
        return Files.isRegularFile(file) && Content.file(file).treeHash().equals(glacier.treeHash(archive));
    }

    long faultsHappened() {
        return faults.values().stream().mapToLong(InjectedFault::happened).sum();
    }

    /** The faults that never happened, although a run of this length should have had them. */
    List<String> faultsMissed() {
        return faults.entrySet().stream()
                .filter(fault -> fault.getValue().happened() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        glacier.close();
    }
}
