package io.github.glacierjob.internal.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a consumer has done since its start, and what it does now. Thread-safe. */
public final class ConsumerStatistics {

    private final LongAdder jobs = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final IntSupplier running;
    private final IntSupplier waiting;
    private final IntSupplier parked;
    private final Supplier<List<OutputPaces.Late>> late;
    private volatile String lastJobId;

    public ConsumerStatistics(
            IntSupplier running, IntSupplier waiting, IntSupplier parked, Supplier<List<OutputPaces.Late>> late) {
        this.running = running;
        this.waiting = waiting;
        this.parked = parked;
        this.late = late;
    }

    public void messageDone(long size) {
        messages.increment();
        bytes.add(size);
    }

    public void jobConsumed(String jobId) {
        jobs.increment();
        lastJobId = jobId;
    }

    public void outputLost() {
        lost.increment();
    }

    public int running() {
        return running.getAsInt();
    }

    public int waiting() {
        return waiting.getAsInt();
    }

    public int parked() {
        return parked.getAsInt();
    }

    /** Outputs that will expire unfinished at the present rate: the ids of their jobs, and why. */
    public Map<String, String> late() {
        Map<String, String> ids = new LinkedHashMap<>();
        late.get().forEach(output -> ids.put(output.job().outputId(), output.toString()));
        return ids;
    }

    /** Outputs that were wanted and expired before they were delivered. */
    public long lost() {
        return lost.sum();
    }

    public long jobs() {
        return jobs.sum();
    }

    public long messages() {
        return messages.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public String lastJobId() {
        return lastJobId;
    }

    /** For display; the last job is absent until there is one. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runningJobs", running());
        map.put("waitingJobs", waiting());
        map.put("parkedJobs", parked());
        map.put("lateOutputs", late());
        map.put("lostOutputs", lost());
        map.put("consumedJobs", jobs());
        map.put("messages", messages());
        map.put("bytes", bytes());
        if (lastJobId != null) {
            map.put("lastJobId", lastJobId);
        }
        return map;
    }
}
