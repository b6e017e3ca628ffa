package io.github.glacierjob;

import io.github.glacierjob.management.ConsumerFigures;
import io.github.glacierjob.management.EndpointFigures;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Shows a snapshot of each endpoint of the context: its jobs, its outputs with progress bars, its requests and alarms,
 * and the ledger's figures for a whole vault. Sends no request to the service.
 */
@DevConsole(
        name = "glacier-job",
        displayName = "AWS Glacier Job",
        description = "Jobs, archives and outputs of Glacier vaults")
public class GlacierJobConsole extends AbstractDevConsole {

    /** Creates a console that has no context yet. */
    public GlacierJobConsole() {
        super("camel", "glacier-job", "AWS Glacier Job", "Jobs, archives and outputs of Glacier vaults");
    }

    @Override
    public String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        consumers(getCamelContext()).forEach(one -> text.append(SnapshotPage.of(one)));
        producers(getCamelContext()).forEach(one -> text.append(SnapshotPage.of(one)));
        return text.toString();
    }

    @Override
    public JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("consumers", json(consumers(getCamelContext())));
        root.put("producers", json(producers(getCamelContext())));
        return root;
    }

    private static JsonArray json(List<GlacierJobSnapshot> snapshots) {
        JsonArray array = new JsonArray();
        snapshots.forEach(one -> array.add(new JsonObject(one.toMap())));
        return array;
    }

    /** The snapshots of all routes whose consumer is an endpoint of a vault. */
    private static List<GlacierJobSnapshot> consumers(CamelContext context) {
        return context.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(ConsumerFigures.class::isInstance)
                .map(consumer -> ((ConsumerFigures) consumer).readSnapshot())
                .toList();
    }

    /** The snapshots of all endpoints that are not the start of a route. */
    private static List<GlacierJobSnapshot> producers(CamelContext context) {
        return context.getEndpoints().stream()
                .filter(EndpointFigures.class::isInstance)
                .map(endpoint -> ((EndpointFigures) endpoint).readSnapshot())
                .filter(one -> one.routeId() == null)
                .sorted(Comparator.comparing(GlacierJobSnapshot::uri))
                .toList();
    }
}
