package io.github.glacierjob.internal.meters;

import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.figures.AlarmCause;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.github.glacierjob.snapshot.LiveOutput;
import io.github.glacierjob.snapshot.Traffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The meters of one vault and one output mode in one registry. The counters of several endpoints are added up; the
 * values of the ledger are the same for all endpoints. All meters of a scrape read one snapshot. Thread-safe.
 */
final class MeterBoard {

    private static final String PREFIX = "camel.glacier.";
    private static final String BYTES = "bytes";
    private static final String CAUSE = "cause";
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final List<String> OPERATIONS = List.of(
            "initiateJob",
            "describeJob",
            "listJobs",
            "getJobOutput",
            "describeVault",
            "getDataRetrievalPolicy",
            "listProvisionedCapacity");
    private static final List<String> RETRIES = List.of("throttled", "unreached", "transient", "corrupt");
    private static final List<String> TIERS = List.of("Expedited", "Standard", "Bulk", "none");
    private static final List<String> STATES =
            Stream.of(ArchiveState.values()).map(ArchiveState::name).toList();
    private static final List<String> MONEY = List.of("spent", "planned", "toCome");

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Supplier<GlacierJobSnapshot>> endpoints = new CopyOnWriteArrayList<>();
    private final List<Meter> meters = new ArrayList<>();
    private volatile Seen seen = new Seen(List.of(), System.nanoTime() - FRESH_NANOS);

    private record Seen(List<GlacierJobSnapshot> snapshots, long at) {}

    MeterBoard(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        counters();
        outputs();
        ledger();
    }

    void add(Supplier<GlacierJobSnapshot> endpoint) {
        endpoints.add(endpoint);
    }

    /** Removes an endpoint; returns whether it was the last one, so that the meters were removed too. */
    boolean remove(Supplier<GlacierJobSnapshot> endpoint) {
        endpoints.remove(endpoint);
        boolean last = endpoints.isEmpty();
        if (last) {
            meters.forEach(registry::remove);
        }
        return last;
    }

    private List<GlacierJobSnapshot> snapshots() {
        Seen known = seen;
        if (System.nanoTime() - known.at() < FRESH_NANOS) {
            return known.snapshots();
        }
        List<GlacierJobSnapshot> now = endpoints.stream().map(Supplier::get).toList();
        seen = new Seen(now, System.nanoTime());
        return now;
    }

    private void counters() {
        for (String operation : OPERATIONS) {
            counter("requests", null, "operation", operation, traffic(t -> t.requests()
                    .getOrDefault(operation, 0L)));
        }
        for (String cause : RETRIES) {
            counter("retries", null, CAUSE, cause, traffic(t -> t.retries().getOrDefault(cause, 0L)));
        }
        counter("throttles", null, null, null, traffic(Traffic::throttles));
        counter("received", BYTES, null, null, traffic(Traffic::receivedBytes));
        counter("refetched", BYTES, null, null, traffic(Traffic::refetchedBytes));
        counter("delivered", BYTES, null, null, traffic(Traffic::bytes));
        counter("messages", null, null, null, traffic(Traffic::messages));
        counter("outputs.consumed", null, null, null, one -> one.jobs().consumed());
        counter("outputs.expired", null, null, null, one -> one.jobs().lost());
        for (String tier : TIERS) {
            timer("wait", tier, t -> t.waits().getOrDefault(tier, Traffic.Times.NONE));
            timer("download", tier, t -> t.downloads().getOrDefault(tier, Traffic.Times.NONE));
        }
    }

    private void outputs() {
        gauge("outputs.running", null, null, null, sum(one -> one.jobs().running()));
        gauge("outputs.waiting", null, null, null, sum(one -> one.jobs().waiting()));
        gauge("outputs.parked", null, null, null, sum(one -> one.jobs().parked()));
        gauge("outputs.late", null, null, null, sum(one -> one.outputs().stream()
                .filter(output -> output.late() != null)
                .count()));
        gauge("rate", "bytes.per.second", null, null, sum(one -> one.traffic().bytesPerSecond()));
        gauge("time.left", "seconds", null, null, most(one -> one.traffic().secondsLeft()));
        gauge("time.to.expiry", "seconds", null, null, board -> board.snapshots().stream()
                .flatMap(one -> one.outputs().stream())
                .map(LiveOutput::timeToExpiry)
                .filter(Objects::nonNull)
                .mapToDouble(time -> time.toMillis() / 1000.0)
                .min()
                .orElse(Double.NaN));
        for (AlarmCause cause : AlarmCause.values()) {
            gauge("alarm", null, CAUSE, cause.toString(), most(one -> one.hasAlarm(cause.toString()) ? 1 : 0));
        }
    }

    private void ledger() {
        for (String state : STATES) {
            gauge("archives", null, "state", state, most(one -> number(one.ledger(), "states", state, "archives")));
            gauge("archives.size", BYTES, "state", state, most(one -> number(one.ledger(), "states", state, BYTES)));
        }
        gauge("orders", null, null, null, most(one -> number(one.ledger(), "orders")));
        gauge("extensions", null, null, null, most(one -> number(one.ledger(), "extensions")));
        gauge("vault.time.left", "seconds", null, null, most(one -> number(one.ledger(), "secondsLeft")));
        for (String part : MONEY) {
            gauge("money", null, CAUSE, part, most(one -> number(one.money().orElse(null), part)));
        }
    }

    /** A number in nested maps; null if it is missing. */
    private static Number number(Map<?, ?> map, String... path) {
        Object at = map;
        for (String name : path) {
            at = at instanceof Map<?, ?> inner ? inner.get(name) : null;
        }
        return at instanceof Number number ? number : null;
    }

    private static ToDoubleFunction<GlacierJobSnapshot> traffic(ToDoubleFunction<Traffic> value) {
        return one -> value.applyAsDouble(one.traffic());
    }

    private static ToDoubleFunction<MeterBoard> sum(ToDoubleFunction<GlacierJobSnapshot> value) {
        return board -> board.snapshots().stream().mapToDouble(value).sum();
    }

    /** The largest known value; NaN if no value is known. */
    private static ToDoubleFunction<MeterBoard> most(Function<GlacierJobSnapshot, Number> value) {
        return board -> board.snapshots().stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    private Tags with(String tag, String value) {
        return tag == null ? tags : tags.and(tag, value);
    }

    private void counter(
            String name, String unit, String tag, String value, ToDoubleFunction<GlacierJobSnapshot> count) {
        meters.add(FunctionCounter.builder(PREFIX + name, this, sum(count))
                .baseUnit(unit)
                .tags(with(tag, value))
                .register(registry));
    }

    private void gauge(String name, String unit, String tag, String value, ToDoubleFunction<MeterBoard> now) {
        meters.add(Gauge.builder(PREFIX + name, this, now)
                .baseUnit(unit)
                .tags(with(tag, value))
                .register(registry));
    }

    private void timer(String name, String tier, Function<Traffic, Traffic.Times> times) {
        meters.add(FunctionTimer.builder(
                        PREFIX + name,
                        this,
                        board -> board.snapshots().stream()
                                .mapToLong(one -> times.apply(one.traffic()).count())
                                .sum(),
                        board -> board.snapshots().stream()
                                .mapToDouble(one -> times.apply(one.traffic()).seconds())
                                .sum(),
                        TimeUnit.SECONDS)
                .tags(with("tier", tier))
                .register(registry));
    }
}
