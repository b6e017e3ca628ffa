package io.github.glacierjob;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a consumer has done since its start, and what it does now. Thread-safe. */
final class ConsumerStatistics {

    private final LongAdder jobs = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final IntSupplier running;
    private final IntSupplier waiting;
    private final IntSupplier parked;
    private final Supplier<List<OutputPaces.Late>> late;
    private volatile String lastJobId;

    ConsumerStatistics(
            IntSupplier running, IntSupplier waiting, IntSupplier parked, Supplier<List<OutputPaces.Late>> late) {
        this.running = running;
        this.waiting = waiting;
        this.parked = parked;
        this.late = late;
    }

    void messageDone(long size) {
        messages.increment();
        bytes.add(size);
    }

    void jobConsumed(String jobId) {
        jobs.increment();
        lastJobId = jobId;
    }

    int running() {
        return running.getAsInt();
    }

    int waiting() {
        return waiting.getAsInt();
    }

    int parked() {
        return parked.getAsInt();
    }

    /** Outputs that will expire unfinished at the present rate: the ids of their jobs, and why. */
    Map<String, String> late() {
        Map<String, String> ids = new LinkedHashMap<>();
        late.get().forEach(output -> ids.put(output.job().outputId(), output.toString()));
        return ids;
    }

    long jobs() {
        return jobs.sum();
    }

    long messages() {
        return messages.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    String lastJobId() {
        return lastJobId;
    }

    /** For display; the last job is absent until there is one. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runningJobs", running());
        map.put("waitingJobs", waiting());
        map.put("parkedJobs", parked());
        map.put("lateOutputs", late());
        map.put("consumedJobs", jobs());
        map.put("messages", messages());
        map.put("bytes", bytes());
        if (lastJobId != null) {
            map.put("lastJobId", lastJobId);
        }
        return map;
    }
}
