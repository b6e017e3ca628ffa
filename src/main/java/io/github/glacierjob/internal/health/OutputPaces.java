package io.github.glacierjob.internal.health;

import io.github.glacierjob.job.CompletedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fast the outputs that are being consumed arrive, and which of them will expire unfinished at that rate. Thread-safe. */
public final class OutputPaces {

    private static final Logger LOG = LoggerFactory.getLogger(OutputPaces.class);

    /** The rate is that of the last hour, so that neither a slow beginning nor a single slow message decides. */
    private static final Duration WINDOW = Duration.ofHours(1);

    /** Shorter samples give no rate. */
    private static final Duration MIN_KNOWN = Duration.ofMinutes(10);

    /** Samples that are closer together count as one. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    public OutputPaces(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An output that will expire before its end.
     *
     * @param job            its job
     * @param bytesLeft      bytes that are missing
     * @param bytesPerSecond the present rate, rounded down
     */
    public record Late(CompletedJob job, long bytesLeft, long bytesPerSecond) {

        @Override
        public String toString() {
            return bytesLeft + " bytes left at " + bytesPerSecond + " bytes per second, expires at "
                    + job.expiresAt().map(Instant::toString).orElse("an unknown time");
        }
    }

    /** Begins to watch an output, and how many of its bytes have been received so far. */
    public void begin(CompletedJob job, long size, LongSupplier received) {
        paces.put(job.key(), new Pace(job, size, received));
    }

    public void end(CompletedJob job) {
        paces.remove(job.key());
    }

    /** Those that are late by now, ordered by their ids. */
    public List<Late> late() {
        return paces.values().stream()
                .map(Pace::late)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(late -> late.job().outputId()))
                .toList();
    }

    /** Looks at all, and warns of each that is late for the first time. */
    public void warn() {
        for (Late late : late()) {
            Pace pace = paces.get(late.job().key());
            if (pace != null && pace.isFirstTime()) {
                LOG.warn(
                        "The output of job {} will expire unfinished: {}",
                        late.job().id(),
                        late);
            }
        }
    }

    /** How many bytes had been received when. */
    private record Sample(Instant at, long bytes) {}

    private final class Pace {

        private final CompletedJob job;
        private final long size;
        private final LongSupplier received;
        private final Deque<Sample> samples = new ArrayDeque<>();
        private boolean reported;

        Pace(CompletedJob job, long size, LongSupplier received) {
            this.job = job;
            this.size = size;
            this.received = received;
            samples.add(sample());
        }

        private Sample sample() {
            return new Sample(clock.instant(), received.getAsLong());
        }

        synchronized boolean isFirstTime() {
            boolean first = !reported;
            reported = true;
            return first;
        }

        public synchronized Optional<Late> late() {
            Sample now = sample();
            Sample then = before(now);
            double seconds = Duration.between(then.at(), now.at()).toMillis() / 1000.0;
            double rate = (now.bytes() - then.bytes()) / seconds;
            long left = size - now.bytes();
            boolean known = seconds >= (rate > 0 ? MIN_KNOWN : WINDOW).toSeconds();
            return known && left > 0 && isTooLate(now.at(), left / rate)
                    ? Optional.of(new Late(job, left, (long) rate))
                    : Optional.empty();
        }

        /** The oldest sample that counts; two that are close together count as one. */
        private Sample before(Sample now) {
            if (!now.at().isBefore(samples.getLast().at().plus(STEP))) {
                samples.add(now);
            }
            Sample oldest = samples.getFirst();
            while (samples.size() > 2 && oldest.at().isBefore(now.at().minus(WINDOW))) {
                samples.removeFirst();
                oldest = samples.getFirst();
            }
            return oldest;
        }

        private boolean isTooLate(Instant now, double seconds) {
            Optional<Instant> end = job.expiresAt();
            return end.isPresent() && seconds > Duration.between(now, end.get()).toSeconds();
        }
    }
}
