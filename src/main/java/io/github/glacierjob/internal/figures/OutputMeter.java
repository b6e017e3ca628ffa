package io.github.glacierjob.internal.figures;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.snapshot.LiveOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.camel.util.StringHelper;

/** Measures the progress of one output while it is consumed. Thread-safe. */
final class OutputMeter {

    private static final int LONGEST_NAME = 200;

    private final CompletedJob job;
    private final String name;
    private final long size;
    private final LongSupplier position;
    private final RecentSum lately;
    private final LongSupplier nanos;
    private final long begun;
    private final Object lock = new Object();
    private long lastProgress;
    private long lastMove;
    private long lastPosition;

    OutputMeter(CompletedJob job, String name, long size, LongSupplier position, LongSupplier nanos) {
        this.job = job;
        this.name =
                StringHelper.limitLength(printable(name == null ? job.details().jobDescription() : name), LONGEST_NAME);
        this.size = size;
        this.position = position;
        this.nanos = nanos;
        this.lately = new RecentSum(nanos);
        this.begun = nanos.getAsLong();
        this.lastProgress = begun;
        this.lastMove = begun;
        this.lastPosition = position.getAsLong();
    }

    /** Counts received bytes; returns true at most once a second. */
    boolean received(long bytes) {
        lately.add(bytes);
        long now = nanos.getAsLong();
        synchronized (lock) {
            lastMove = now;
            boolean due = now - lastProgress >= Duration.ofSeconds(1).toNanos();
            if (due) {
                lastProgress = now;
            }
            return due;
        }
    }

    /** How long the output has neither received nor delivered a byte. */
    Duration still() {
        long at = position.getAsLong();
        synchronized (lock) {
            if (at != lastPosition) {
                lastPosition = at;
                lastMove = nanos.getAsLong();
            }
            return Duration.ofNanos(nanos.getAsLong() - lastMove);
        }
    }

    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - begun);
    }

    long bytes() {
        return position.getAsLong();
    }

    long size() {
        return size;
    }

    CompletedJob job() {
        return job;
    }

    LiveOutput at(Instant now, String late) {
        Instant end = job.expiresAt().orElse(null);
        return new LiveOutput(
                job.outputId(),
                job.details().archiveId(),
                name,
                job.details().tier(),
                size,
                bytes(),
                lately.perSecond(),
                end,
                end == null ? null : Duration.between(now, end),
                false,
                late);
    }
}
