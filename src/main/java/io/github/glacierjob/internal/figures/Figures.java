package io.github.glacierjob.internal.figures;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.event.GlacierJobEvent;
import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.event.GlacierJobEvent.Subject;
import io.github.glacierjob.internal.text.Causes;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.snapshot.Alarm;
import io.github.glacierjob.snapshot.GlacierJobSnapshot.LastError;
import io.github.glacierjob.snapshot.LiveOutput;
import io.github.glacierjob.snapshot.Traffic;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Counts the work of one endpoint, over all of its starts. To read the counters sends no request and no query.
 * Thread-safe.
 */
public final class Figures implements Counters {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final int LONGEST_TEXT = 1000;

    private final Object source;
    private final String vault;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Signals signals;
    private final Tally requests = new Tally();
    private final Tally retries = new Tally();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder refetched = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final TierTimes waits = new TierTimes();
    private final TierTimes downloads = new TierTimes();
    private final RecentSum receivedLately;
    private final RecentSum throttledLately;
    private final Map<Output, OutputMeter> outputs = new ConcurrentHashMap<>();
    private final Alarms alarms = new Alarms();
    private volatile long begun;
    private volatile boolean used;
    private volatile LastError lastError;
    private volatile Instant lastReady;

    /**
     * The key of an output. It has the same parts as {@link CompletedJob#key()}, but needs no new text for each read of
     * some kilobytes.
     */
    private record Output(String vault, String id) {

        static Output of(CompletedJob job) {
            return new Output(job.details().vaultARN(), job.outputId());
        }
    }

    public Figures(Endpoint source, String vault, InstantSource clock) {
        this.source = source;
        this.vault = vault;
        this.clock = clock;
        this.signals = new Signals(source.getCamelContext());
        // A user's clock is used for everything. The system's clock may be set, so its monotonic clock is used.
        this.nanos = clock == InstantSource.system()
                ? System::nanoTime
                : () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        this.receivedLately = new RecentSum(nanos);
        this.throttledLately = new RecentSum(nanos);
    }

    /** Starts the endpoint: events are sent in this thread. */
    public void open(ExecutorService thread) {
        signals.open(thread);
    }

    /** Stops the endpoint. Events that were sent before are still delivered. */
    public void close() {
        signals.close();
    }

    /** The name of the vault. */
    public String vault() {
        return vault;
    }

    public Instant now() {
        return clock.instant();
    }

    @Override
    public void requested(String operation) {
        if (!used) {
            begun = nanos.getAsLong();
            used = true;
        }
        requests.add(operation);
    }

    @Override
    public void retried(String cause) {
        retries.add(cause);
    }

    @Override
    public void throttled() {
        throttles.increment();
        throttledLately.add(1);
    }

    /** The number of throttled requests in the last minute. */
    public long throttledLately() {
        return throttledLately.sum();
    }

    @Override
    public void received(CompletedJob job, long count) {
        received.add(count);
        receivedLately.add(count);
        OutputMeter meter = outputs.get(Output.of(job));
        if (meter != null && meter.received(count)) {
            signal(Kind.PROGRESS, job, null, meter.bytes(), meter.size());
        }
    }

    @Override
    public void refetched(long count) {
        refetched.add(count);
    }

    /**
     * Starts to count an output.
     *
     * @param name     the archive's name; null to use the job's description
     * @param position returns how many bytes of the output have been received in order, or written
     */
    public void begin(CompletedJob job, String name, long size, LongSupplier position) {
        outputs.put(Output.of(job), new OutputMeter(job, name, size, position, nanos));
        LOG.info("Vault {}: the output of job {} begins, {} bytes", vault, printable(job.id()), size);
    }

    /** Ends the count of an output, delivered or not. */
    public void end(CompletedJob job) {
        outputs.remove(Output.of(job));
    }

    /** Counts a message that is done, and its bytes. */
    public void messageDone(long size) {
        messages.increment();
        bytes.add(size);
    }

    /** Counts an output whose messages are all done. */
    public void delivered(CompletedJob job) {
        OutputMeter meter = outputs.get(Output.of(job));
        waited(job);
        if (meter == null) {
            signal(Kind.DELIVERED, job, null, 0, -1);
            return;
        }
        Duration time = meter.age();
        downloads.add(tier(job), time);
        LOG.info(
                "Vault {}: the output of job {} is delivered, {} bytes in {} s",
                vault,
                printable(job.id()),
                meter.size(),
                time.toSeconds());
        signal(Kind.DELIVERED, job, null, meter.size(), meter.size());
    }

    private void waited(CompletedJob job) {
        String created = job.details().creationDate();
        if (created != null && job.completedAt().isPresent()) {
            try {
                waits.add(
                        tier(job),
                        Duration.between(
                                Instant.parse(created), job.completedAt().get()));
            } catch (DateTimeException e) {
                LOG.debug("Not a date: {}", printable(created));
            }
        }
    }

    private static String tier(CompletedJob job) {
        String tier = job.details().tier();
        return tier == null ? job.isArchive() ? "Standard" : "none" : printable(tier);
    }

    /** Stores the last failure that was not repeated at once. */
    public void failed(Throwable failure) {
        AwsServiceException answer =
                Causes.first(failure, AwsServiceException.class).orElse(null);
        String code = answer == null || answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        lastError = new LastError(
                clock.instant(), shown(failure), answer == null ? null : answer.statusCode(), printable(code));
    }

    /** A failure as a text for people. */
    public static String shown(Throwable failure) {
        return StringHelper.limitLength(printable(failure.toString()), LONGEST_TEXT);
    }

    /** When a job was last noticed as completed; null if no job was. */
    public Instant lastReady() {
        return lastReady;
    }

    public LastError lastError() {
        return lastError;
    }

    /** Sends an event about an output. */
    public void signal(Kind kind, CompletedJob job, String text, long bytesSoFar, long size) {
        signal(kind, new Subject(job.id(), job.details().archiveId(), text, bytesSoFar, size));
    }

    /** Sends an event about a job, an archive, or the endpoint. */
    public void signal(Kind kind, Subject to) {
        if (kind == Kind.READY) {
            lastReady = clock.instant();
        }
        signals.send(kind, () -> new GlacierJobEvent(source, kind, vault, printed(to), clock.instant()));
    }

    private static Subject printed(Subject to) {
        return new Subject(
                printable(to.jobId()), printable(to.archiveId()), printable(to.text()), to.bytes(), to.size());
    }

    /**
     * Replaces the alarms by those that a poll found.
     *
     * @param found     the causes that the poll found, with a text for each; alarms with other causes are over
     * @param notJudged causes that the poll could not check; their alarms stay
     */
    public void alarm(Map<AlarmCause, String> found, Set<AlarmCause> notJudged) {
        Alarms.Change change = alarms.found(found, notJudged, clock.instant());
        for (Alarm alarm : change.raised()) {
            LOG.warn("Vault {}: {}. What to do: {}", vault, alarm.text(), alarm.remedy());
            Kind kind = alarm.cause().equals(AlarmCause.BUDGET.toString()) ? Kind.BUDGET_REACHED : Kind.ALARM;
            signal(kind, new Subject(alarm.cause(), null, alarm.text(), 0, -1));
        }
        for (AlarmCause cause : change.over()) {
            LOG.info("Vault {}: the alarm '{}' is over", vault, cause);
            signal(Kind.ALARM_OVER, new Subject(cause.toString(), null, null, 0, -1));
        }
    }

    public List<Alarm> alarms() {
        return alarms.active();
    }

    /** The ids of outputs that have neither received nor delivered a byte for longer than the given time. */
    public List<String> still(Duration time) {
        return outputs.values().stream()
                .filter(meter -> meter.still().compareTo(time) > 0)
                .map(meter -> printable(meter.job().outputId()))
                .sorted()
                .toList();
    }

    /**
     * The outputs that are being consumed; the first one expires first.
     *
     * @param late returns for a job why its output is late; null if it is not
     */
    public List<LiveOutput> outputs(Function<CompletedJob, String> late) {
        Instant now = clock.instant();
        return outputs.values().stream()
                .map(meter -> meter.at(now, late.apply(meter.job())))
                .sorted(Comparator.comparing(LiveOutput::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(LiveOutput::id))
                .toList();
    }

    /**
     * The values of the counters.
     *
     * @param waitingBytes the bytes of waiting outputs, for the remaining time
     */
    public Traffic traffic(long waitingBytes) {
        long left = waitingBytes;
        for (OutputMeter meter : outputs.values()) {
            left += Math.max(0, meter.size() - meter.bytes());
        }
        double perSecond = receivedLately.perSecond();
        long total = received.sum();
        double seconds = used ? Math.max(1, (nanos.getAsLong() - begun) / 1e9) : 1;
        return new Traffic(
                messages.sum(),
                bytes.sum(),
                total,
                refetched.sum(),
                perSecond,
                total / seconds,
                left == 0 ? (Long) 0L : perSecond > 0 ? (Long) (long) Math.ceil(left / perSecond) : null,
                requests.toMap(),
                retries.toMap(),
                throttles.sum(),
                waits.toMap(),
                downloads.toMap());
    }
}
