package io.github.glacierjob.internal.health;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.options.GlacierDownloadOptions;
import io.github.glacierjob.options.OutputMode;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.github.glacierjob.snapshot.LiveOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.util.URISupport;

/**
 * Takes snapshots of an endpoint.
 *
 * @param scheme  the scheme of the endpoint
 * @param figures the counters of the endpoint
 */
public record Picture(String scheme, Endpoint endpoint, GlacierDownloadOptions options, Figures figures) {

    private static final GlacierJobSnapshot.Jobs NO_JOBS = new GlacierJobSnapshot.Jobs(0, 0, 0, 0, 0, null);

    /** A snapshot of an endpoint without a consumer. */
    public GlacierJobSnapshot ofProducer() {
        return snapshot(new Parts(false, null, NO_JOBS, 0, figures.outputs(job -> null), null, null));
    }

    /**
     * A snapshot of an endpoint with a consumer.
     *
     * @param listing whether the consumer reads the job list
     * @param ledger  the status in its ledger; null if it has no ledger
     */
    public GlacierJobSnapshot ofConsumer(
            String routeId, ConsumerStatistics statistics, boolean listing, Map<String, Object> ledger) {
        Map<String, OutputPaces.Late> late = statistics.paces().late().stream()
                .collect(Collectors.toMap(OutputPaces.Late::key, Function.identity(), (a, b) -> a));
        List<LiveOutput> outputs = new ArrayList<>(figures.outputs(
                job -> late.containsKey(job.key()) ? late.get(job.key()).toString() : null));
        late.values().stream()
                .filter(OutputPaces.Late::waiting)
                .map(one -> waiting(one, figures.now()))
                .forEach(outputs::add);
        return snapshot(new Parts(
                true,
                routeId,
                statistics.toJobs(),
                statistics.paces().waitingBytes(),
                outputs,
                listing ? statistics.toListing() : null,
                ledger));
    }

    private static LiveOutput waiting(OutputPaces.Late late, Instant now) {
        Instant end = late.expiresAt().orElse(null);
        Duration life = end == null ? null : Duration.between(now, end);
        String id = printable(late.outputId());
        return new LiveOutput(id, null, null, null, late.size(), 0, 0, end, life, true, late.toString());
    }

    /** The output mode. Without the option it is chunks for a consumer, and stream for a producer. */
    private OutputMode mode(boolean consumer) {
        OutputMode given = options.getOutputMode();
        return given != null ? given : consumer ? OutputMode.chunks : OutputMode.stream;
    }

    /** The parts of a snapshot that depend on the kind of the endpoint. */
    private record Parts(
            boolean consumer,
            String routeId,
            GlacierJobSnapshot.Jobs jobs,
            long waitingBytes,
            List<LiveOutput> outputs,
            GlacierJobSnapshot.Listing listing,
            Map<String, Object> ledger) {}

    private GlacierJobSnapshot snapshot(Parts parts) {
        return new GlacierJobSnapshot(
                scheme,
                URISupport.sanitizeUri(endpoint.getEndpointUri()),
                parts.routeId(),
                options.vault().name(),
                mode(parts.consumer()).name(),
                figures.now(),
                parts.jobs(),
                figures.traffic(parts.waitingBytes()),
                List.copyOf(parts.outputs()),
                figures.alarms(),
                parts.listing(),
                parts.ledger(),
                figures.lastError());
    }
}
