package io.github.glacierjob.internal.health;

import io.github.glacierjob.internal.listing.ListingPace;
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
    private final ListingPace listings;
    private volatile String lastJobId;

    public ConsumerStatistics(
            IntSupplier running,
            IntSupplier waiting,
            IntSupplier parked,
            Supplier<List<OutputPaces.Late>> late,
            ListingPace listings) {
        this.running = running;
        this.waiting = waiting;
        this.parked = parked;
        this.late = late;
        this.listings = listings;
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
        late.get().forEach(output -> ids.put(output.outputId(), output.toString()));
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

    /** What the job list has cost, and when it is read again. */
    public ListingPace listings() {
        return listings;
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
        map.put("listRequests", listings.requests());
        map.put("lastListingPages", listings.lastPages());
        map.put("lastListingMillis", listings.lastDuration().toMillis());
        map.put("nextListingInMillis", listings.untilDue().toMillis());
        if (lastJobId != null) {
            map.put("lastJobId", lastJobId);
        }
        return map;
    }
}
