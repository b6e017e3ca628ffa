package io.github.glacierjob.internal.health;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how fast outputs arrive, and finds the outputs that will expire before their delivery at that rate. These
 * may be outputs that are being consumed or that wait for a slot. Thread-safe.
 */
public final class OutputPaces {

    private static final Logger LOG = LoggerFactory.getLogger(OutputPaces.class);

    /** An output that still waits is late at any rate if it expires within this time. */
    private static final Duration MIN_LIFE = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Pace> paces = new LinkedHashMap<>();
    private final Set<String> warned = new TreeSet<>();
    private volatile Supplier<? extends List<? extends Queued>> queue = List::of;
    private long finishedBytes;
    private HourlyRate rateOfAll;

    public OutputPaces(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An output that will expire before its delivery.
     *
     * @param key            the key of its job
     * @param outputId       the id under which it is consumed
     * @param size           its bytes; 0 if that is not known
     * @param expiresAt      when it expires; empty if that is not known
     * @param bytesLeft      its remaining bytes; for a waiting output also those of the outputs before it
     * @param bytesPerSecond the present rate, rounded down; -1 if it is not known
     * @param waiting        whether it waits for a slot
     */
    public record Late(
            String key,
            String outputId,
            long size,
            Optional<Instant> expiresAt,
            long bytesLeft,
            long bytesPerSecond,
            boolean waiting) {

        /** The number of received bytes. */
        long received() {
            return waiting ? 0 : size - bytesLeft;
        }

        @Override
        public String toString() {
            return (waiting ? "waits for a slot, " + bytesLeft + " bytes before its end" : bytesLeft + " bytes left")
                    + (bytesPerSecond < 0 ? "" : " at " + bytesPerSecond + " bytes per second") + ", expires at "
                    + expiresAt.map(Instant::toString).orElse("an unknown time");
        }
    }

    /** An output that waits for a slot. */
    public interface Queued {

        /** The key of its job. */
        String key();

        /** The id under which it is consumed. */
        String outputId();

        /** The bytes of the output; 0 if that is not known. */
        long size();

        /** When the output expires; empty if that is not known. */
        Optional<Instant> expiresAt();
    }

    /** An output that is being consumed. */
    private record Pace(CompletedJob job, long size, LongSupplier received, long before, HourlyRate rate) {

        long left() {
            return size - received.getAsLong();
        }
    }

    /** Sets the source of the outputs that wait for a slot, in the order in which they will be consumed. */
    public void waiting(Supplier<? extends List<? extends Queued>> jobs) {
        queue = jobs;
    }

    /**
     * Starts to measure an output.
     *
     * @param received returns how many bytes of the output have been received
     */
    public synchronized void begin(CompletedJob job, long size, LongSupplier received) {
        long before = received.getAsLong();
        paces.put(job.key(), new Pace(job, size, received, before, new HourlyRate(clock.instant(), before)));
        if (rateOfAll == null) {
            rateOfAll = new HourlyRate(clock.instant(), 0);
        }
    }

    public synchronized void end(CompletedJob job) {
        Pace pace = paces.remove(job.key());
        if (pace != null) {
            finishedBytes += pace.received().getAsLong() - pace.before();
        }
    }

    /** The outputs that are late now, sorted by their ids. */
    public List<Late> late() {
        // The queue has its own lock, so it is read without the lock of this object.
        List<? extends Queued> waiting = queue.get();
        synchronized (this) {
            Instant now = clock.instant();
            List<Late> late = new ArrayList<>();
            paces.values().forEach(pace -> lateRunning(pace, now).ifPresent(late::add));
            late.addAll(lateWaiting(waiting, now));
            late.sort(Comparator.comparing(Late::outputId));
            return late;
        }
    }

    private static Optional<Late> lateRunning(Pace pace, Instant now) {
        long received = pace.received().getAsLong();
        long left = pace.size() - received;
        OptionalDouble rate = pace.rate().at(now, received);
        return left > 0 && rate.isPresent() && isTooLate(pace.job().expiresAt(), now, left / rate.getAsDouble())
                ? Optional.of(new Late(
                        pace.job().key(),
                        pace.job().outputId(),
                        pace.size(),
                        pace.job().expiresAt(),
                        left,
                        (long) rate.getAsDouble(),
                        false))
                : Optional.empty();
    }

    /**
     * The late outputs among those that wait. All slots share the rate, so an output waits for the bytes of all outputs
     * before it.
     */
    private List<Late> lateWaiting(List<? extends Queued> waiting, Instant now) {
        long before = paces.values().stream()
                .mapToLong(pace -> Math.max(0, pace.left()))
                .sum();
        OptionalDouble rate = rateOfAll(now);
        List<Late> late = new ArrayList<>();
        for (Queued job : waiting) {
            before += job.size();
            Optional<Instant> end = job.expiresAt();
            boolean atRate = rate.isPresent() && isTooLate(end, now, before / rate.getAsDouble());
            if (atRate || isTooLate(end, now, MIN_LIFE.toSeconds())) {
                long bytesPerSecond = rate.isPresent() ? (long) rate.getAsDouble() : -1;
                late.add(new Late(job.key(), job.outputId(), job.size(), end, before, bytesPerSecond, true));
            }
        }
        return late;
    }

    private OptionalDouble rateOfAll(Instant now) {
        if (rateOfAll == null) {
            return OptionalDouble.empty();
        }
        long running = paces.values().stream()
                .mapToLong(pace -> pace.received().getAsLong() - pace.before())
                .sum();
        return rateOfAll.at(now, finishedBytes + running);
    }

    private static boolean isTooLate(Optional<Instant> end, Instant now, double seconds) {
        return end.isPresent() && seconds > Duration.between(now, end.get()).toSeconds();
    }

    /** The bytes of the outputs that wait. */
    long waitingBytes() {
        return queue.get().stream().mapToLong(Queued::size).sum();
    }

    /** Logs a warning and sends an event for each output that is late for the first time. */
    public void warn(Figures figures) {
        List<Late> all = late();
        for (Late late : firstTime(all)) {
            LOG.warn("The output of job {} will expire unfinished: {}", printable(late.outputId()), late);
            figures.signal(
                    GlacierJobEvent.Kind.EXPIRING,
                    new Subject(late.outputId(), null, late.toString(), late.received(), late.size()));
        }
    }

    private synchronized List<Late> firstTime(List<Late> late) {
        Set<String> keys = late.stream().map(Late::key).collect(Collectors.toSet());
        warned.removeIf(key -> !keys.contains(key) && !paces.containsKey(key));
        return late.stream().filter(one -> warned.add(one.key())).toList();
    }
}
